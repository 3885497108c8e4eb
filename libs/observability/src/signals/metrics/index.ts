// The metrics signal: observations become Prometheus metrics.
// Enters: ended observations, readings at scrape, calls of the app's own metrics.
// Leaves: one page, in Prometheus' text format or OpenMetrics, with prom-client's metrics on it.
export { activeUsers } from './active-users';
export { BusinessCounts } from './business-counts';
export type { BusinessRoute } from './business-routes';
export type { Labels } from './call-reader';
export { Counter, Gauge, Histogram } from './custom-metrics';
export { PeerPages } from './cluster/peer-pages';
export { Rendezvous } from './cluster/rendezvous';
export type { DefaultLabels } from './default-labels';
export { InvalidMetricError } from './metric-definition.rules';
export { BusinessRequests, MetricsHandler, OwnMetricsHandler } from './metrics.handler';
export { METRICS_DEFAULTS, METRICS_RULES } from './metrics.options';
export type { MetricsOptions, ResolvedMetricsOptions } from './metrics.options';
export { MetricsRegistry } from './metrics.registry';
export { MetricsService } from './metrics-service';
export type { HistogramOptions, MetricOptions } from './metrics-service';
export { MetricMisuseError, Misuse } from './misuse';
export { CONTENT_TYPES } from './page-writer';
export type { ExpositionFormat } from './page-writer';
export { promClientGuard } from './prom-client-readings';
