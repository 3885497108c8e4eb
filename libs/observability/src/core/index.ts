// The vocabulary: contexts, observations, options, redaction and metric definitions.
// Enters: nothing but Node itself. Every other folder builds on it.
// Leaves: values and small classes in plain TypeScript, with no framework in them.
export { SingleFlight } from './async/single-flight';
export { LoopLimit, orAborted, TimeoutError, withTimeout } from './async/with-timeout';
export { Backoff } from './async/backoff';
export { BoundedQueue } from './async/bounded-queue';
export type { BoundedQueueOptions } from './async/bounded-queue';
export { isResultOf } from './async/is-result-of';
export { isNativePromise, onRejected, watchPromise, watchResult } from './async/watch-result';
export type { Ends } from './async/watch-result';
export { LoopClock, LoopStopwatch, loopTimeOf, systemClock } from './time/clock';
export type { Clock } from './time/clock';
export { DURATION_BUCKETS, SIZE_BUCKETS } from './conventions/metric-definition';
export type { Aggregation, MetricDefinition } from './conventions/metric-definition';
export { METRICS } from './conventions/metric-definitions';
export { currentFrame, runActive, runInOperation } from './context/frame';
export type { Frame } from './context/frame';
export { Callers } from './context/callers';
export type { Ancestry } from './context/callers';
export { saneRequestId } from './context/request-id';
export { currentContext, RequestContext, runInContext } from './context/request-context';
export type { Failable, Origin, Tenant, User } from './context/origin';
export { formatTraceParent, newSpanId, newTraceId, parseTraceParent } from './context/trace-parent';
export type { TraceParent } from './context/trace-parent';
export { trustRule } from './context/callers';
export type { Caller, Trust } from './context/callers';
export { DEFAULT_QUOTA, EventQuota, isWithinQuota, WITHIN_QUOTA } from './time/event-quota';
export type { BeyondQuota, QuotaLimits } from './time/event-quota';
export { errorChain } from './errors/error-chain';
export { ObservabilityError } from './errors/errors';
export { givenNameOf, nameOfError, namesOfError } from './errors/error-name';
export { readKernelFile } from './process/kernel-file';
export type { ReadText } from './process/kernel-file';
export { isA, isError, messageOf } from './errors/is-error';
export { hasMethods } from './packages/has-methods';
export { keptText } from './text/kept-text';
export { DropReporter } from './async/drop-reporter';
export type { DropEpisode, DropListener } from './async/drop-reporter';
export { Drops } from './async/drops';
export type { Drop } from './async/drops';
export type { MetricSink, Collector } from './metrics/collector';
export { Channel } from './observation/channel';
export { clientAddressOf, shownAddress } from './observation/client-address';
export type { ClientAddressMode } from './observation/client-address';
export type { CrashOrigin, Listener, ObservationHandler } from './observation/handler';
export { LineRelay } from './observation/line-listener';
export type { FrameworkRequest, ResponseView, RequestView } from './observation/exchange';
export type { GraphqlOperation } from './observation/request-observation';
export { MessageObservation } from './observation/message-observation';
export type { MessageRoute } from './observation/message-observation';
export type { LineListener } from './observation/line-listener';
export {
  CacheObservation,
  CheckObservation,
  JobObservation,
  LoggedObservation,
  MeasurementObservation,
  Observation,
  OperationObservation,
  QueryObservation,
} from './observation/observation';
export type {
  LoggedMethod,
  Measurement,
  Operation,
  Outcome,
  QueryOperation,
} from './observation/observation';
export { Observer } from './observation/observer';
export { isClientError } from './observation/expected-errors';
export { failedHealthCheckOf } from './observation/failed-health-check';
export type { FailedHealthCheck } from './observation/failed-health-check';
export { isExpected } from './observation/expected-errors';
export { ERROR_LEVELS, REPORT_HINTS, reportHintsOf } from './observation/report';
export type { ErrorLevel, Report, ReportHints } from './observation/report';
export { matchesRequest, pathIn, pathOf, urlOf } from './observation/request-path';
export { CLIENT_CLOSED_REQUEST, RequestObservation } from './observation/request-observation';
export { TaskObservation } from './observation/task-observation';
export type { ScheduledTask } from './observation/task-observation';
export { markReported, wasReported } from './observation/reported';
export type { CallbackFacts } from './options/careful-callback';
export { carefulCallback, ignoreLate, isThenable } from './options/careful-callback';
export { closest } from './options/closest';
export { withDefaults } from './options/defaults';
export { InvalidOptionsError, pathTo, Problems } from './options/problems';
export type { OptionProblem } from './options/problems';
export { redactPattern } from './options/pattern-rule';
export * as rules from './options/rules';
export type { Rule, RulesFor } from './options/rules';
export {
  bundleRemedy,
  isBundled,
  isInstalled,
  isLoaded,
  isOpenTelemetryInUse,
  isProvided,
  loadPackage,
  ownCode,
  providePackage,
  provideToBundle,
  requireHere,
} from './packages/packages';
export { pathMatcher, pathTest, withoutMemory } from './options/paths';
export type { PathMatcher } from './options/paths';
export { errorTexts } from './redaction/failures/error-texts';
export type { ErrorTexts } from './redaction/failures/error-texts';
export type { SafeHeaders } from './redaction/headers';
export { Redactor } from './redaction/redactor';
export { SensitiveKeys } from './redaction/sensitive-keys';
export type { RedactionRules } from './redaction/redaction-rules';
export { REDACTED } from './redaction/spans';
export { TextBudget } from './redaction/text-budget';
export { RefillingBudget } from './time/refilling-budget';
export { isMarked, originalOf, viewOf } from './redaction/failures/error-view';
export { isFrameLine, namesCode } from './stack/frame-line';
export { isLoadedFile } from './stack/loaded-files';
export { framesOf, placeOf } from './stack/separate-stack';
export {
  knownWordsFromEnv,
  numberFromEnv,
  optionalNumberFromEnv,
  pairsFromEnv,
  quotedValue,
  textFromEnv,
  wordFromEnv,
  wordsFromEnv,
} from './process/environment';
export type { Environment } from './process/environment';
export { readCommit } from './process/read-commit';
export { readPackage } from './packages/read-package';
export { releaseOf } from './process/service-identity';
export type { ServiceIdentity } from './process/service-identity';
export { serviceName } from './process/service-identity';
export { normalizePath } from './text/normalize-path';
export { oneLine, oneLineJson, paragraph, quoted } from './text/one-line';
export { Warnings } from './process/warnings';
export { warnOnce } from './process/warn-once';
export { isForwarded, isLoopbackAddress } from './packages/peer';
export { isOnTerminal } from './process/terminal';
export type {
  BeforeBreadcrumb,
  BeforeSend,
  SentryBreadcrumb,
  SentryEvent,
  SentryHint,
  SentryScope,
} from './packages/sentry-types';
