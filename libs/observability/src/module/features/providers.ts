import type { Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  HTTP_CAPTURE_OPTIONS,
  ObservabilityExceptionFilter,
  ObservabilityInterceptor,
} from '../../capture/http';
import { MONITORED_OPTIONS, MonitoredExplorer, OperationRegistry } from '../../capture/method';
import {
  Callers,
  isOnTerminal,
  isOpenTelemetryInUse,
  Drops,
  Observer,
  pathTest,
  Redactor,
  systemClock,
  Warnings,
} from '../../core';
import type { PathMatcher } from '../../core';
import { withGuardedCallbacks } from '../options/guarded-callbacks';
import { AvailabilityService, HealthHistory, HealthReporter, HealthService } from '../../health';
import { Conditions } from '../../integrations';
import {
  CronCheckIns,
  ErrorInbox,
  ErrorsHandler,
  ErrorTracker,
  SessionsHandler,
} from '../../signals/errors';
import { AccessLevels, Logs, LogsHandler } from '../../signals/logs';
import {
  BusinessCounts,
  MetricsHandler,
  MetricsRegistry,
  MetricsService,
  BusinessRequests,
  OwnMetricsHandler,
} from '../../signals/metrics';
import { TracesHandler } from '../../signals/traces';
import { RouteConflictsWiring } from './route-conflicts-wiring';
import { CAPTURE_PROVIDERS } from './capture-wiring';
import { ENDPOINT_PROVIDERS } from './endpoint.providers';
import { ERRORS_PROVIDERS } from './errors.providers';
import type { HoldingSink, Sentry } from './errors.providers';
import { EVENTS_EXPORTS, EVENTS_PROVIDERS } from './events.providers';
import { HEALTH_PROVIDERS } from './health.providers';
import { HEALTH_SIGNAL_PROVIDERS } from './health-signals-wiring';
import { IntegrationWiring } from './integration-wiring';
import { LIFECYCLE_EXPORTS, LIFECYCLE_PROVIDERS } from './lifecycle.providers';
import { LOGS_PROVIDERS } from './logs.providers';
import { METRICS_PROVIDERS } from './metrics.providers';
import { MetricsWiring } from './metrics-wiring';
import type { ObservabilityOptions } from '../options/observability.options';
import { isOwnPath, isUntraced } from './own-paths';
import { REDACTION_PROVIDERS } from './redaction.providers';
import { resolveOptions } from '../options/resolve-options';
import type { ResolvedOptions } from '../options/resolve-options';
import { ProcessWiring, trackingOf } from './process-wiring';
import { Startup } from './startup';
import { TracesWiring } from './traces-wiring';
import { ERROR_SINK, GIVEN_OPTIONS, OPTIONS, SENTRY, STARTUP } from '../options/tokens';

const options: Provider[] = [
  {
    provide: OPTIONS,
    inject: [GIVEN_OPTIONS, Warnings],
    useFactory: (given: ObservabilityOptions, warnings: Warnings) =>
      withGuardedCallbacks(resolveOptions(given, process.env, isOnTerminal()), warnings),
  },
  {
    provide: HTTP_CAPTURE_OPTIONS,
    inject: [OPTIONS],
    useFactory: ({ http }: ResolvedOptions) => http,
  },
  {
    provide: MONITORED_OPTIONS,
    inject: [OPTIONS],
    useFactory: ({ monitored }: ResolvedOptions) => monitored,
  },
];

const signals: Provider[] = [
  Drops,
  ...REDACTION_PROVIDERS,
  ...LOGS_PROVIDERS,
  ...ERRORS_PROVIDERS,
  {
    provide: TracesWiring,
    // Sentry is started before: a client of the app's own decides on spans that go to Sentry by default.
    inject: [OPTIONS, Drops, Redactor, SENTRY],
    useFactory: (resolved: ResolvedOptions, drops: Drops, redactor: Redactor) =>
      new TracesWiring(resolved, drops, redactor),
  },
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
    useFactory: observer,
  },
  {
    provide: ProcessWiring,
    inject: [OPTIONS, Observer, Drops, MetricsRegistry, ERROR_SINK],
    useFactory: processWiring,
  },
];

const capture: Provider[] = [
  {
    provide: Callers,
    inject: [OPTIONS, Redactor, Drops],
    useFactory: ({ traces }: ResolvedOptions, redactor: Redactor, drops: Drops) =>
      new Callers(traces.trust, redactor, drops),
  },
  OperationRegistry,
  MonitoredExplorer,
  ...CAPTURE_PROVIDERS,
  ObservabilityInterceptor,
  { provide: APP_FILTER, useClass: ObservabilityExceptionFilter },
];

/** Everything that the module provides. */
export const PROVIDERS: Provider[] = [
  ...options,
  ...METRICS_PROVIDERS,
  ...signals,
  ...capture,
  ...LIFECYCLE_PROVIDERS,
  ...HEALTH_PROVIDERS,
  ...HEALTH_SIGNAL_PROVIDERS,
  ...EVENTS_PROVIDERS,
  ...ENDPOINT_PROVIDERS,
  Conditions,
  IntegrationWiring,
  MetricsWiring,
  RouteConflictsWiring,
  { provide: STARTUP, useClass: Startup },
];

/** What the app may inject. */
export const EXPORTS = [
  ...EVENTS_EXPORTS,
  ...LIFECYCLE_EXPORTS,
  Observer,
  Logs,
  MetricsRegistry,
  MetricsService,
  ErrorTracker,
  ErrorInbox,
  AvailabilityService,
  HealthService,
  HealthHistory,
  HealthReporter,
  Conditions,
  OperationRegistry,
  ObservabilityInterceptor,
];

/** Traces come first: the span provides its ids to all others. */
function observer(
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

/** The sink is injected, so that error tracking is started before. */
function processWiring(
  { errors }: ResolvedOptions,
  watcher: Observer,
  drops: Drops,
  registry: MetricsRegistry,
  sink: HoldingSink,
): ProcessWiring {
  return new ProcessWiring({
    observer: watcher,
    drops,
    registry,
    sink,
    tracking: trackingOf(errors.dsn),
  });
}
