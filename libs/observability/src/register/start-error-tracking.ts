import { createRequire } from 'node:module';
import type * as SentryNest from '@sentry/nestjs';
import { ObservabilityError, Redactor } from '../core';
import { hangScopesOnContext } from './sentry-scopes';
import type { SentryCore } from './sentry-scopes';

type Sentry = typeof SentryNest;
type ErrorEvent = SentryNest.ErrorEvent;

/** What error tracking needs to know before the app is there. */
export interface ErrorTrackingSettings {
  readonly dsn: string;
  readonly environment: string;
  readonly release: string | undefined;
  readonly sampleRate: number;
  readonly redactKeys?: readonly string[];
}

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

/**
 * Sentry's parts that are started: what describes an error. Its HTTP, fetch and console
 * instrumentation multiplies the cost of a request by five, and its handlers of unhandled
 * rejections change the exit code of the app.
 */
const INTEGRATIONS = new Set([
  'InboundFilters',
  'EventFilters',
  'FunctionToString',
  'LinkedErrors',
  'NodeSystemError',
  'ContextLines',
  'Context',
  'Modules',
]);
const MOST_BREADCRUMBS = 50;

const requireHere = createRequire(__filename);

/**
 * What the running client was started with. The preload knows the environment only; the module
 * hands over its options later, and events obey the newest.
 */
let current: { client: unknown; redactor: Redactor } | undefined;

/**
 * Starts Sentry, or gives the newer settings to the client that was started here. A client that
 * the app has started itself is used as it is.
 *
 * @throws SentryMissingError without @sentry/nestjs
 */
export function startErrorTracking(settings: ErrorTrackingSettings): Sentry {
  const sentry = loadSentry();
  const running = isRunning(sentry) ? sentry.getClient() : undefined;
  if (running && running !== current?.client) return sentry;
  // Before the client: no event may leave without it.
  const redactor = new Redactor(settings.redactKeys);
  current = { client: running, redactor };
  if (running) updateClient(sentry, settings);
  else initialise(sentry, settings);
  current = { client: sentry.getClient(), redactor };
  return sentry;
}

function initialise(
  sentry: Sentry,
  { dsn, environment, release, sampleRate }: ErrorTrackingSettings,
): void {
  sentry.init({
    dsn,
    environment,
    release,
    sampleRate,
    serverName: process.env['SERVER_NAME'],
    maxBreadcrumbs: MOST_BREADCRUMBS,
    attachStacktrace: true,
    sendDefaultPii: false,
    // A connection for each event would cost more than the event.
    transportOptions: { keepAlive: true },
    // Known to version 10 only; 11 starts OpenTelemetry on demand by itself.
    skipOpenTelemetrySetup: true,
    defaultIntegrations: sentry
      .getDefaultIntegrations({})
      ?.filter(({ name }) => INTEGRATIONS.has(name)),
    beforeSend: scrub,
    initialScope: { extra: { deployment_stage: process.env['DEPLOYMENT_STAGE'] } },
  });
  hangScopesOnContext(loadCore());
}

function updateClient(
  sentry: Sentry,
  { environment, release, sampleRate }: ErrorTrackingSettings,
): void {
  const options = sentry.getClient()?.getOptions();
  if (options) Object.assign(options, { environment, release, sampleRate });
}

/** A client that was closed stays the current one, and sends nothing. */
function isRunning(sentry: Sentry): boolean {
  const client = sentry.getClient();
  return client !== undefined && client.getOptions().enabled !== false;
}

/** What Sentry keeps for itself until the event is sent stays out of the copy. */
function scrub(event: ErrorEvent): ErrorEvent {
  const { sdkProcessingMetadata, ...fields } = event;
  // The redactor copies the event's own fields, so the type stays.
  return { ...(current?.redactor.value(fields) as ErrorEvent), sdkProcessingMetadata };
}

/** The very copy of @sentry/core that @sentry/nestjs uses. */
function loadCore(): SentryCore {
  const requireThere = createRequire(requireHere.resolve('@sentry/nestjs'));
  return requireThere('@sentry/core') as SentryCore;
}

function loadSentry(): Sentry {
  try {
    return requireHere('@sentry/nestjs') as Sentry;
  } catch (cause) {
    throw SentryMissingError.because(cause);
  }
}
