// The traces signal: observations become OpenTelemetry spans.
// Enters: observations, begun and ended; the SDK that the app registered with @opentelemetry/api.
// Leaves: spans; nothing at all without an SDK.
export { TracesHandler } from './traces.handler';
