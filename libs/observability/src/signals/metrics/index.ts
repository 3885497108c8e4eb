// The metrics signal: observations become Prometheus metrics.
// Enters: ended observations.
// Leaves: prom-client's text page, with the app's own metrics on it.
export { MetricsHandler } from './metrics.handler';
export { METRICS_DEFAULTS, METRICS_RULES } from './metrics.options';
export type { MetricsOptions } from './metrics.options';
export { MetricsRegistry } from './metrics.registry';
