import type { Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  HTTP_CAPTURE_OPTIONS,
  HttpCapture,
  ObservabilityExceptionFilter,
  ObservabilityInterceptor,
} from '../capture/http';
import { MONITORED_OPTIONS, MonitoredExplorer, OperationRegistry } from '../capture/method';
import { Losses, Observer, systemClock } from '../core';
import { HealthChecker, HealthService, IndicatorRegistry } from '../health';
import { startErrorTracking } from '../register';
import { ErrorsHandler, RepeatLimit, SentrySink } from '../signals/errors';
import type { ErrorSink } from '../signals/errors';
import { Logs, LogsHandler } from '../signals/logs';
import {
  BusinessMetrics,
  MetricsHandler,
  MetricsRegistry,
  MetricsService,
} from '../signals/metrics';
import { TracesHandler } from '../signals/traces';
import { ENDPOINT_PROVIDERS } from './endpoint.providers';
import { IntegrationWiring } from './integration.wiring';
import { METRICS_PROVIDERS } from './metrics.providers';
import { MetricsWiring } from './metrics.wiring';
import type { ObservabilityOptions } from './observability.options';
import { isOwnPath } from './own-paths';
import { resolveOptions } from './resolve-options';
import type { ResolvedOptions } from './resolve-options';
import { Startup } from './startup';
import { TracesWiring } from './traces.wiring';
import { ERROR_SINK, GIVEN_OPTIONS, OPTIONS } from './tokens';

const options: Provider[] = [
  {
    provide: OPTIONS,
    inject: [GIVEN_OPTIONS],
    useFactory: (given: ObservabilityOptions) => resolveOptions(given, process.env),
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
  Losses,
  {
    provide: Logs,
    inject: [OPTIONS, Losses],
    useFactory: ({ logs, service }: ResolvedOptions, losses: Losses) =>
      new Logs(logs, service, losses),
  },
  { provide: ERROR_SINK, inject: [OPTIONS, Losses], useFactory: errorSink },
  {
    provide: TracesWiring,
    inject: [OPTIONS, Losses],
    useFactory: (resolved: ResolvedOptions, losses: Losses) => new TracesWiring(resolved, losses),
  },
  {
    provide: Observer,
    inject: [OPTIONS, Losses, Logs, MetricsRegistry, BusinessMetrics, ERROR_SINK, TracesWiring],
    useFactory: observer,
  },
];

const capture: Provider[] = [
  OperationRegistry,
  MonitoredExplorer,
  HttpCapture,
  ObservabilityInterceptor,
  { provide: APP_FILTER, useClass: ObservabilityExceptionFilter },
];

const health: Provider[] = [
  IndicatorRegistry,
  {
    provide: HealthService,
    inject: [OPTIONS, IndicatorRegistry, Observer, Logs],
    useFactory: healthService,
  },
];

/** Everything that the module provides. */
export const PROVIDERS: Provider[] = [
  ...options,
  ...METRICS_PROVIDERS,
  ...signals,
  ...capture,
  ...health,
  ...ENDPOINT_PROVIDERS,
  IntegrationWiring,
  MetricsWiring,
  Startup,
];

/** What the app may inject. */
export const EXPORTS = [
  Observer,
  Logs,
  MetricsRegistry,
  MetricsService,
  HealthService,
  OperationRegistry,
  ObservabilityInterceptor,
];

function errorSink(
  { errors, logs, service }: ResolvedOptions,
  losses: Losses,
): ErrorSink | undefined {
  const { dsn, release, sampleRate, repeatsPerSecond } = errors;
  if (dsn === undefined) return undefined;
  const { environment } = service;
  const settings = { dsn, environment, release, sampleRate, redactKeys: logs.redactKeys };
  const sink = new SentrySink(startErrorTracking(settings));
  return new RepeatLimit(sink, repeatsPerSecond, losses);
}

/** Traces come first: the span lends its ids to all others. */
function observer(
  resolved: ResolvedOptions,
  losses: Losses,
  logs: Logs,
  metrics: MetricsRegistry,
  business: BusinessMetrics,
  sink: ErrorSink | undefined,
  { tracing }: TracesWiring,
): Observer {
  const isOwn = isOwnPath(resolved);
  const traces = TracesHandler.for(tracing, isOwn, logs.redactor);
  const handlers = [
    ...(traces ? [traces] : []),
    ...(resolved.metrics.enabled ? [new MetricsHandler(metrics, business)] : []),
    ...(sink ? [new ErrorsHandler(sink, logs.redactor)] : []),
    new LogsHandler({
      logger: logs.logger,
      lines: logs.lines,
      redactor: logs.redactor,
      service: resolved.service,
      hasAccessLines: resolved.logs.requests,
      isQuiet: isOwn,
    }),
  ];
  return new Observer(handlers, systemClock, losses);
}

function healthService(
  { health: checking, service }: ResolvedOptions,
  registry: IndicatorRegistry,
  watcher: Observer,
  { redactor }: Logs,
): HealthService {
  return new HealthService(registry, new HealthChecker(checking, watcher, redactor), service);
}
