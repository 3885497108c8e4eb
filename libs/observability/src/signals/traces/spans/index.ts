// The library's own tracing: OpenTelemetry's SDK with lean spans; free of Nest, so the preload can start it.
// Enters: a target and whose spans they are, from the environment or the module's options; later, newer settings.
// Leaves: the global tracer provider, context manager and propagator; ended spans, to the queue of export/.
export { TracingMissingError } from './sdk';
export { hasProviderOfApp, startTracing, stopTracing } from './start-tracing';
export type { TracingSettings } from './start-tracing';
export type { Tracing } from './tracing';
