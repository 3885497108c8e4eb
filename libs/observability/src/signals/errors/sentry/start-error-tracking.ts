import { flushAtExit, startDelivery } from '../../../export';
import type { Delivering, TransportOptions } from '../../../export';
import type { ErrorTrackingSettings, Latest } from './sentry-options';
import { ErrorTracking } from './error-tracking';
import { countDropped } from './sdk/dropped';
import { EventHooks } from './hooks/event-hooks';
import { parseFramesOnly } from './sdk/frames-only';
import { Profiler } from './profiler';
import { RequestSessions } from './request-sessions';
import { loadCore } from './sdk/sentry-core';
import { changeableOptions, initOptions } from './sentry-options';
import { hangScopesOnContext } from './scopes/sentry-scopes';
import { loadSentry, runningClient } from './sdk/sentry-sdk';
import type { Sentry, SentryClient } from './sdk/sentry-sdk';

interface Running {
  readonly dsn: string;
  readonly client: SentryClient | undefined;
  readonly tracking: ErrorTracking | undefined;
  readonly profiler: Profiler | undefined;
  readonly latest: Latest;
}

/**
 * What was started here. The preload knows the environment only; the module hands over its options
 * later, and events obey the newest.
 */
let current: Running | undefined;
/** Whether the newest start found a client that the app had started itself. */
let isOfApp = false;
let isDying = false;

const CLOSE_LIMIT_MS = 2000;

/**
 * Starts Sentry, or gives the newer settings to the client that was started here; with another DSN
 * it is started anew. A client that the app has started itself is used as it is.
 *
 * @param sdk the package's name
 * @throws SentryMissingError without the package
 */
export function startErrorTracking(
  settings: ErrorTrackingSettings,
  sdk = '@sentry/nestjs',
): Sentry {
  const sentry = loadSentry(sdk);
  const hooks = new EventHooks(settings, () => isDying);
  const client = runningClient(sentry);
  isOfApp = client !== undefined && client !== current?.client;
  if (isOfApp) return sentry;
  if (client === undefined || current?.dsn !== settings.dsn) {
    // A client keeps its address; what it holds still goes there.
    void client?.close(CLOSE_LIMIT_MS);
    current = initialise(sentry, settings, { hooks }, sdk);
  } else {
    current.latest.hooks = hooks;
    Object.assign(client.getOptions(), changeableOptions(settings));
  }
  current.profiler?.obey(settings.profilesSampleRate);
  return sentry;
}

/** What was started here; undefined without it, and where the app has started Sentry itself. */
export function errorTracking(): ErrorTracking | undefined {
  return current?.tracking;
}

/** Whether the app has started Sentry itself: then its client decides on spans too. */
export function hasClientOfApp(): boolean {
  return isOfApp;
}

/** Reports while the process ends: then no event may wait for anything. */
export function whileDying(report: () => void): void {
  isDying = true;
  try {
    report();
  } finally {
    isDying = false;
  }
}

function initialise(
  sentry: Sentry,
  settings: ErrorTrackingSettings,
  latest: Latest,
  sdk: string,
): Running {
  const core = loadCore(sdk, sentry);
  let delivering: Delivering | undefined;
  const transport = (options: TransportOptions): Delivering['transport'] => {
    delivering = startDelivery(options, core);
    return delivering.transport;
  };
  const options = { ...initOptions(sentry, settings, latest), transport };
  core.applySdkMetadata(options, 'nestjs', ['nestjs', 'node']);
  sentry.init(options);
  hangScopesOnContext(core);
  const client = sentry.getClient();
  if (client) parseFramesOnly(client);
  const profiler = client && new Profiler(client);
  if (client && delivering) {
    countDropped(client, delivering.drops, () => latest.hooks.own.hasLeftOut());
  }
  const tracking = client && profiler && delivering && attend(client, delivering, profiler);
  return { dsn: settings.dsn, client, tracking, profiler, latest };
}

function attend(client: SentryClient, delivering: Delivering, profiler: Profiler): ErrorTracking {
  const takeBack = flushAtExit(delivering.unsent);
  client.on('close', takeBack);
  return new ErrorTracking(delivering, sessionsOf(client), profiler);
}

/** Sent with whatever is flushed, and once a minute. */
function sessionsOf(client: SentryClient): RequestSessions {
  const sessions = new RequestSessions((counts) => client.sendSession({ aggregates: [counts] }));
  client.on('flush', () => sessions.flush());
  return sessions;
}
