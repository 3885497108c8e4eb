import type { SentryScope } from '../core';
import { requireOf } from './sentry-sdk';

/** An envelope as Sentry's SDK builds it: headers, and items of a header and a payload. */
export type Envelope = readonly [object, readonly EnvelopeItem[]];
export type EnvelopeItem = readonly [{ readonly type: string }, unknown];

/** What an answer of Sentry says of limits. */
export interface LimitedAnswer {
  readonly statusCode: number;
  readonly headers: {
    readonly 'retry-after': string | null;
    readonly 'x-sentry-rate-limits': string | null;
  };
}

/** The functions of @sentry/core that are called; `@sentry/nestjs` does not pass them on. */
export interface SentryCore {
  /** Says in each event which of Sentry's SDKs sends it, where nobody has said so before. */
  applySdkMetadata(options: object, name: string, packages: readonly string[]): void;
  setAsyncContextStrategy(strategy: object): void;
  getDefaultCurrentScope(): SentryScope;
  getDefaultIsolationScope(): SentryScope;
  serializeEnvelope(envelope: Envelope): string | Uint8Array;
  envelopeItemTypeToDataCategory(type: string): string;
  isRateLimited(limits: Record<string, number>, category: string): boolean;
  updateRateLimits(limits: Record<string, number>, answer: LimitedAnswer): Record<string, number>;
}

/** The very copy of @sentry/core that the package uses. */
export function loadCore(sentryPackage = '@sentry/nestjs'): SentryCore {
  return requireOf(sentryPackage)('@sentry/core') as SentryCore;
}
