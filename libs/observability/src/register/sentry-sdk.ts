import { createRequire } from 'node:module';
import type * as SentryNest from '@sentry/nestjs';
import { ObservabilityError } from '../core';

export type Sentry = typeof SentryNest;
export type SentryClient = NonNullable<ReturnType<Sentry['getClient']>>;

/** A DSN is set and there is no SDK to use it. */
export class SentryMissingError extends ObservabilityError {
  readonly code = 'ERRORS_SENTRY_MISSING';

  static because(cause: unknown): SentryMissingError {
    return new SentryMissingError(
      'A Sentry DSN is set (errors.dsn or SENTRY_DSN), which needs the package @sentry/nestjs. ' +
        'Install it (npm install @sentry/nestjs) or unset the DSN.',
      { cause },
    );
  }
}

const requireHere = createRequire(__filename);

/** @throws SentryMissingError without the package */
export function loadSentry(sdk: string): Sentry {
  try {
    return requireHere(sdk) as Sentry;
  } catch (cause) {
    throw SentryMissingError.because(cause);
  }
}

/** The client that is at work; one that was closed stays the current one, and sends nothing. */
export function runningClient(sentry: Sentry): SentryClient | undefined {
  const client = sentry.getClient();
  return client?.getOptions().enabled === false ? undefined : client;
}
