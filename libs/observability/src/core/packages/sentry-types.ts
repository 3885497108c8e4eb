/** What is used of Sentry's types: the package is optional, so none of its own is imported. */

/** A step before an error. */
export interface SentryBreadcrumb {
  type?: string;
  level?: 'fatal' | 'error' | 'warning' | 'log' | 'info' | 'debug';
  event_id?: string;
  category?: string;
  message?: string;
  data?: Record<string, unknown>;
  timestamp?: number;
}

/** What an event was made of. */
export interface SentryHint {
  event_id?: string;
  originalException?: unknown;
  syntheticException?: Error | null;
  data?: unknown;
}

/** An error on its way to Sentry. */
export interface SentryEvent {
  event_id?: string;
  message?: string;
  timestamp?: number;
  level?: SentryBreadcrumb['level'];
  logger?: string;
  server_name?: string;
  release?: string;
  environment?: string;
  transaction?: string;
  fingerprint?: string[];
  modules?: Record<string, string>;
  breadcrumbs?: SentryBreadcrumb[];
  tags?: Record<string, unknown>;
  extra?: Record<string, unknown>;
  contexts?: Record<string, object | undefined>;
  user?: object;
  request?: object;
  exception?: { values?: { type?: string; value?: string }[] };
  sdkProcessingMetadata?: Record<string, unknown>;
}

/** Sentry's scope, as far as it is written to. */
export interface SentryScope {
  clone(): SentryScope;
  setTag(key: string, value: string): unknown;
  setTags(tags: object): unknown;
  setUser(user: object): unknown;
  setLevel(level: NonNullable<SentryBreadcrumb['level']>): unknown;
  setExtras(extras: object): unknown;
  setContext(name: string, context: object): unknown;
  setFingerprint(fingerprint: string[]): unknown;
  setTransactionName(name: string): unknown;
  setPropagationContext(context: object): unknown;
  setSDKProcessingMetadata(metadata: object): unknown;
  addEventProcessor(
    processor: (event: SentryEvent, hint: SentryHint) => SentryEvent | null,
  ): unknown;
}

/** Methods, so that a hook may name Sentry's own types of its parameters. */
interface SentryHooks {
  beforeSend(
    event: SentryEvent,
    hint: SentryHint,
  ): SentryEvent | null | PromiseLike<SentryEvent | null>;
  beforeBreadcrumb(breadcrumb: SentryBreadcrumb, hint?: object): SentryBreadcrumb | null;
}

/** Sentry's hook for an event that is about to be sent; null drops it. One that throws changes nothing. */
export type BeforeSend = SentryHooks['beforeSend'];
/** Sentry's hook for a breadcrumb; null drops it. One that throws changes nothing. */
export type BeforeBreadcrumb = SentryHooks['beforeBreadcrumb'];
