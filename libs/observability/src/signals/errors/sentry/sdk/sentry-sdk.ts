import { createRequire } from 'node:module';
import {
  bundleRemedy,
  isProvided,
  loadPackage,
  ObservabilityError,
  requireHere,
} from '../../../../core';
import type { SentryScope } from '../../../../core';
import type { DroppingClient } from './dropped';
import type { ParsingClient } from './frames-only';

/** A part of the SDK that the client is made with. */
export interface SentryIntegration {
  readonly name: string;
}

/** What is used of a client of Sentry. */
export interface SentryClient extends ParsingClient, DroppingClient {
  getOptions(): { readonly enabled?: boolean };
  close(limitMs?: number): PromiseLike<unknown>;
  on(event: string, listener: (...given: never[]) => void): unknown;
  sendSession(session: object): unknown;
  addIntegration(integration: SentryIntegration): unknown;
}

/** What is used of @sentry/nestjs, which is optional: versions 10 and 11 alike. */
export interface Sentry {
  readonly SDK_VERSION: string;
  init(options: object): unknown;
  getClient(): SentryClient | undefined;
  getDefaultIntegrations(options: object): SentryIntegration[] | undefined;
  getGlobalScope(): SentryScope;
  captureException(error: unknown, hint?: object): string;
  getCurrentScope(): {
    captureMessage(message: string, level: undefined, hint: object): string;
  };
  captureCheckIn(checkIn: object, monitor?: object): string;
  flush(limitMs?: number): PromiseLike<boolean>;
}

/** A DSN is set and there is no SDK to use it. */
export class SentryMissingError extends ObservabilityError {
  readonly code = 'ERRORS_SENTRY_MISSING';

  static because(cause: unknown): SentryMissingError {
    return new SentryMissingError(
      'A Sentry DSN is set (errors.dsn or SENTRY_DSN), which needs the package @sentry/nestjs. ' +
        'Install it (npm install @sentry/nestjs; with Nest 12, which version 10 refuses: ' +
        'npm install @sentry/nestjs@^11.0.0-rc.1) or unset the DSN.' +
        bundleRemedy('sentry'),
      { cause },
    );
  }

  static otherCore(core: string, sdk: string): SentryMissingError {
    return new SentryMissingError(
      `A Sentry DSN is set, and the bundle has @sentry/nestjs "${sdk}" with @sentry/core "${core}", ` +
        `which belong to different versions. Install the same one (npm install @sentry/core@${sdk}) or unset the DSN.`,
    );
  }
}

/** @throws SentryMissingError without the package */
export function loadSentry(sdk: string): Sentry {
  try {
    const name = isProvided(sdk) ? sdk : (lightEntryOf(sdk) ?? sdk);
    return loadPackage(name) as Sentry;
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
