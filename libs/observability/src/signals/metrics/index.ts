// The metrics signal: observations become Prometheus metrics.
// Enters: ended observations, collectors at scrape, calls of the app's own metrics.
// Leaves: one exposition, in Prometheus' text format or OpenMetrics, including prom-client's metrics.
export { activeUsers } from './recorders/active-users';
export { BusinessCounts } from './recorders/business-counts';
export type { BusinessRoute } from './recorders/business-routes';
export type { Labels } from './tables/call-reader';
export { Counter, Gauge, Histogram } from './tables/custom-metrics';
export { PeerExpositions } from './cluster/peer-expositions';
export { Rendezvous } from './cluster/rendezvous';
export type { DefaultLabels } from './tables/default-labels';
export { InvalidMetricError } from './tables/metric-definition.rules';
export { BusinessRequests, MetricsHandler, OwnMetricsHandler } from './recorders/metrics.handler';
export { METRICS_DEFAULTS, METRICS_RULES } from './metrics.options';
export type { MetricsOptions, ResolvedMetricsOptions } from './metrics.options';
export { MetricsRegistry } from './registry/metrics.registry';
export { MetricsService } from './metrics-service';
export type { HistogramOptions, MetricOptions } from './metrics-service';
export { MetricMisuseError, Misuse } from './tables/misuse';
export { CONTENT_TYPES } from './exposition/exposition-writer';
export type { ExpositionFormat } from './exposition/exposition-writer';
export { promClientGuard } from './prom-client/prom-client-collector';
