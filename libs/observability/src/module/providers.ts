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
import { Access, EndpointTable, healthEndpoints, metricsEndpoint } from '../endpoints';
import { HealthChecker, HealthService, IndicatorRegistry } from '../health';
import { startErrorTracking } from '../register';
import { ErrorsHandler, SentrySink } from '../signals/errors';
import type { ErrorSink } from '../signals/errors';
import { Logs, LogsHandler } from '../signals/logs';
import { MetricsHandler, MetricsRegistry } from '../signals/metrics';
import { TracesHandler } from '../signals/traces';
import { IntegrationWiring } from './integration.wiring';
import type { ObservabilityOptions } from './observability.options';
import { resolveOptions } from './resolve-options';
import type { ResolvedOptions } from './resolve-options';
import { Startup } from './startup';
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
  {
    provide: MetricsRegistry,
    inject: [OPTIONS, Losses],
    useFactory: ({ metrics, service }: ResolvedOptions, losses: Losses) =>
      new MetricsRegistry(metrics, losses, service),
  },
  { provide: ERROR_SINK, inject: [OPTIONS], useFactory: errorSink },
  {
    provide: Observer,
    inject: [OPTIONS, Losses, Logs, MetricsRegistry, ERROR_SINK],
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
  {
    provide: EndpointTable,
    inject: [OPTIONS, HealthService, MetricsRegistry, Losses],
    useFactory: endpointTable,
  },
];

/** Everything that the module provides. */
export const PROVIDERS: Provider[] = [
  ...options,
  ...signals,
  ...capture,
  ...health,
  IntegrationWiring,
  Startup,
];

/** What the app may inject. */
export const EXPORTS = [
  Observer,
  Logs,
  MetricsRegistry,
  HealthService,
  OperationRegistry,
  ObservabilityInterceptor,
];

function errorSink({ errors, logs, service }: ResolvedOptions): ErrorSink | undefined {
  const { dsn, release, sampleRate } = errors;
  if (dsn === undefined) return undefined;
  const { environment } = service;
  return new SentrySink(
    startErrorTracking({ dsn, environment, release, sampleRate, redactKeys: logs.redactKeys }),
  );
}

/** Traces come first: the span lends its ids to all others. */
function observer(
  resolved: ResolvedOptions,
  losses: Losses,
  logs: Logs,
  metrics: MetricsRegistry,
  sink: ErrorSink | undefined,
): Observer {
  const own = new Set(Object.values(resolved.endpoints.paths));
  const isOwn = (path: string): boolean => own.has(path);
  const handlers = [
    new TracesHandler(isOwn),
    new MetricsHandler(metrics),
    ...(sink ? [new ErrorsHandler(sink, logs.redactor)] : []),
    new LogsHandler(logs.logger, logs.redactor, isOwn),
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

function endpointTable(
  { endpoints }: ResolvedOptions,
  service: HealthService,
  metrics: MetricsRegistry,
  losses: Losses,
): EndpointTable {
  const access = new Access(endpoints);
  const { paths } = endpoints;
  const all = [
    ...healthEndpoints(service, access, paths),
    metricsEndpoint(metrics, access, paths.metrics),
  ];
  return new EndpointTable(all, losses);
}
