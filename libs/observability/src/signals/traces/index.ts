// The traces signal: observations become OpenTelemetry spans.
// Enters: observations, begun and ended; the library's own tracing, or the SDK that the app registered.
// Leaves: spans; nothing at all without either.
export type { OwnTracing } from './own-spans';
export { TracesHandler } from './traces.handler';
export { checkTraces, resolveTraces, TRACES_RULES } from './traces.options';
export type { ResolvedTracesOptions, TracesOptions } from './traces.options';
