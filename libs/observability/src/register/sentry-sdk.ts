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
        'Install it (npm install @sentry/nestjs; with Nest 12, which version 10 refuses: ' +
        'npm install @sentry/nestjs@^11.0.0-rc.1) or unset the DSN.',
      { cause },
    );
  }
}

const requireHere = createRequire(__filename);

/** @throws SentryMissingError without the package */
export function loadSentry(sdk: string): Sentry {
  try {
    return requireHere(lightEntryOf(sdk) ?? sdk) as Sentry;
  } catch (cause) {
    throw SentryMissingError.because(cause);
  }
}

/** Where the SDK's parts are found that belong to what is loaded. */
export function requireOf(sdk: string): NodeJS.Require {
  return createRequire(lightEntryOf(sdk) ?? requireHere.resolve(sdk));
}

/**
 * The part of the SDK that knows no OpenTelemetry: the same client and functions, without the instrumentation of
 * some thirty libraries, which takes 14 MB and 130 ms to load and would not be started anyway. What the app imports from the
 * package itself works with that client, since packages of one version share their state. Undefined where there is none:
 * version 11 has no such part.
 */
function lightEntryOf(sdk: string): string | undefined {
  try {
    const requireOfSdk = createRequire(requireHere.resolve(sdk));
    const requireOfNode = createRequire(requireOfSdk.resolve('@sentry/node'));
    const isOfSdk =
      versionOf(requireOfNode, '@sentry/node-core') === versionOf(requireOfSdk, '@sentry/node');
    return isOfSdk ? requireOfNode.resolve('@sentry/node-core/light') : undefined;
  } catch {
    // Then the whole package is loaded, or found missing.
    return undefined;
  }
}

function versionOf(requireThere: NodeJS.Require, name: string): string {
  return (requireThere(`${name}/package.json`) as { version: string }).version;
}

/** The client that is at work; one that was closed stays the current one, and sends nothing. */
export function runningClient(sentry: Sentry): SentryClient | undefined {
  const client = sentry.getClient();
  return client?.getOptions().enabled === false ? undefined : client;
}
