import { isProvided, loadPackage } from '../../../../core';
import type { SentryScope } from '../../../../core';
import type { EnvelopeFunctions } from '../../../../export';
import { requireOf, SentryMissingError } from './sentry-sdk';
import type { Sentry } from './sentry-sdk';

/** The functions of @sentry/core that are called; `@sentry/nestjs` does not pass them on. */
export interface SentryCore extends EnvelopeFunctions {
  readonly SDK_VERSION: string;
  /** Sets in each event which of Sentry's SDKs sends it, unless it is set already. */
  applySdkMetadata(options: object, name: string, packages: readonly string[]): void;
  setAsyncContextStrategy(strategy: object): void;
  getDefaultCurrentScope(): SentryScope;
  getDefaultIsolationScope(): SentryScope;
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
