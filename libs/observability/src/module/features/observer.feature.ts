import { isOpenTelemetryInUse, Drops, Observer, pathTest, systemClock } from '../../core';
import type { PathMatcher } from '../../core';
import { CronCheckIns, ErrorsHandler, SessionsHandler } from '../../signals/errors';
import { AccessLevels, Logs, LogsHandler } from '../../signals/logs';
import {
  BusinessCounts,
  BusinessRequests,
  MetricsHandler,
  MetricsRegistry,
  OwnMetricsHandler,
} from '../../signals/metrics';
import { TracesHandler } from '../../signals/traces';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS, SENTRY } from '../options/tokens';
import type { Sentry } from './start-sentry';
import type { Feature } from './feature';
import { isOwnPath, isUntraced } from './own-paths';
import { trackingOf } from './process.feature';
import { TracesWiring } from './traces-wiring';

/** Joins the signals: each observation goes to all of them. */
export const observerFeature: Feature = {
  name: 'observer',
  providers: [
    Drops,
    {
      provide: Observer,
      inject: [
        OPTIONS,
        Drops,
        Logs,
        MetricsRegistry,
        BusinessCounts,
        ErrorsHandler,
        SENTRY,
        TracesWiring,
      ],
      useFactory: observerOf,
    },
  ],
  exports: [Observer],
};

/** Traces come first: the span provides its ids to all others. */
function observerOf(
  resolved: ResolvedOptions,
  drops: Drops,
  logs: Logs,
  metrics: MetricsRegistry,
  business: BusinessCounts,
  errors: ErrorsHandler,
  sentry: Sentry | undefined,
  { tracing }: TracesWiring,
): Observer {
  const isOwn = isOwnPath(resolved);
  const traces =
    tracing || isOpenTelemetryInUse()
      ? TracesHandler.for(tracing, isUntraced(resolved), logs.redactor)
      : undefined;
  const { dsn, sessions: hasSessions } = resolved.errors;
  const sessions = hasSessions ? trackingOf(dsn)?.sessions : undefined;
  const handlers = [
    ...(traces ? [traces] : []),
    metricsHandler(resolved, metrics, business),
    ...(sessions ? [new SessionsHandler(sessions)] : []),
    errors,
    ...(sentry && resolved.errors.crons ? [new CronCheckIns(sentry)] : []),
    new LogsHandler({
      loggers: logs.loggers,
      redactor: logs.redactor,
      drops,
      tail: logs.tail,
      service: resolved.service,
      hasAccessLines: resolved.logs.requests,
      startedLevel: resolved.logs.started,
      slowQueryMs: resolved.monitored.slowThresholdMs,
      isQuiet: isOwn,
      isIgnored: ignoring(resolved.logs.ignore),
      levels: new AccessLevels(resolved.logs),
    }),
  ];
  return new Observer(handlers, systemClock, drops);
}

function metricsHandler(
  { metrics: { enabled, ignore, businessRoutes } }: ResolvedOptions,
  registry: MetricsRegistry,
  business: BusinessCounts,
): MetricsHandler | OwnMetricsHandler {
  const isIgnored = ignoring(ignore);
  if (enabled) return new MetricsHandler(registry, business, isIgnored);
  const requests =
    businessRoutes.length > 0 ? new BusinessRequests(registry, business, isIgnored) : undefined;
  return new OwnMetricsHandler(registry, requests);
}

/** No inspection if nothing is omitted. */
function ignoring(matchers: readonly PathMatcher[]): ((path: string) => boolean) | undefined {
  return matchers.length > 0 ? pathTest(matchers) : undefined;
}
