// The vocabulary: contexts, observations, options, redaction and metric definitions.
// Enters: nothing but Node itself. Every other folder builds on it.
// Leaves: values and small classes in plain TypeScript, with no framework in them.
export { systemClock } from './clock';
export type { Clock } from './clock';
export { METRICS, DURATION_BUCKETS } from './conventions/metric-definitions';
export type { MetricDefinition } from './conventions/metric-definitions';
export { saneRequestId } from './context/request-id';
export { currentContext, RequestContext, runInContext } from './context/request-context';
export type { Origin, User } from './context/request-context';
export { formatTraceParent, newSpanId, parseTraceParent } from './context/trace-parent';
export type { TraceParent } from './context/trace-parent';
export { ObservabilityError } from './errors';
export { isError, messageOf } from './is-error';
export { Losses } from './losses';
export { Channel } from './observation/channel';
export type { Listener, ObservationHandler } from './observation/handler';
export {
  CheckObservation,
  CLIENT_CLOSED_REQUEST,
  JobObservation,
  Observation,
  OperationObservation,
  RequestObservation,
} from './observation/observation';
export type { FrameworkRequest, Operation, Outcome } from './observation/observation';
export { Observer } from './observation/observer';
export { withDefaults } from './options/defaults';
export { InvalidOptionsError, Problems } from './options/problems';
export type { OptionProblem } from './options/problems';
export * as rules from './options/rules';
export type { Rule, RulesFor } from './options/rules';
export { Redactor } from './redaction/redactor';
export { REDACTED } from './redaction/sensitive-keys';
export type { ServiceIdentity } from './service-identity';
