import { isProvided, loadPackage } from '../../core';
import type { SentryScope } from '../../core';
import { requireOf, SentryMissingError } from './sentry-sdk';
import type { Sentry } from './sentry-sdk';

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
  readonly SDK_VERSION: string;
  /** Sets in each event which of Sentry's SDKs sends it, unless it is set already. */
  applySdkMetadata(options: object, name: string, packages: readonly string[]): void;
  setAsyncContextStrategy(strategy: object): void;
  getDefaultCurrentScope(): SentryScope;
  getDefaultIsolationScope(): SentryScope;
  serializeEnvelope(envelope: Envelope): string | Uint8Array;
  envelopeItemTypeToDataCategory(type: string): string;
  isRateLimited(limits: Record<string, number>, category: string): boolean;
  updateRateLimits(limits: Record<string, number>, answer: LimitedAnswer): Record<string, number>;
}

/**
 * The very copy of @sentry/core that the package uses. In a bundle it is the one that the bundler has found, which
 * another version of Sentry may have brought.
 * @throws SentryMissingError where they do not belong together
 */
export function loadCore(sentryPackage: string, { SDK_VERSION: version }: Sentry): SentryCore {
  if (!isProvided(sentryPackage)) return requireOf(sentryPackage)('@sentry/core') as SentryCore;
  const core = loadPackage('@sentry/core') as SentryCore;
  if (core.SDK_VERSION !== version) throw SentryMissingError.otherCore(core.SDK_VERSION, version);
  return core;
}
