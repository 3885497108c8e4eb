import { errorChain, failedHealthCheckOf, JobObservation } from '../../core';
import type {
  CrashOrigin,
  Listener,
  MessageObservation,
  Observation,
  ObservationHandler,
  OperationObservation,
  Report,
  RequestContext,
  RequestObservation,
  TaskObservation,
} from '../../core';
import {
  factsOf,
  jobFacts,
  messageFacts,
  operationFacts,
  requestFacts,
  taskFacts,
} from './facts/error-facts';
import type { ErrorFacts } from './facts/error-sink';
import type { ErrorCounts } from './reporter/error-counts';
import type { ErrorReporter } from './reporter/error-reporter';
import { boundedCopy } from './event/bounded-copy';
import { isSameFailure, notesOf } from './facts/error-notes';
import type { LoggedErrors } from './reporter/logged-errors';
import { performanceIssue } from './performance-issue';

const SERVER_ERROR = 500;
/** Characters of the arguments of a failed call; an event shows fewer. */
const MAX_ARGUMENTS = 10_000;

/** Work with a context of its own. */
type OwnWork = Observation & { readonly context: RequestContext };

/** The dependencies of the errors signal. */
export interface ErrorsHandlerParts {
  readonly reporter: ErrorReporter;
  readonly logged: LoggedErrors;
  readonly counts: ErrorCounts;
  /** The minimum status of a request that is reported. */
  readonly minStatus: number;
  /** Whether slow calls of monitored methods are performance issues. */
  readonly reportsSlow: boolean;
  /** Whether business events are sent. */
  readonly sendsEvents: boolean;
}

/**
 * The errors signal. An error is reported once, where no code of the app handled it: at the end of the
 * request, job, message or scheduled run, or of a monitored method that a timer called.
 */
export class ErrorsHandler implements ObservationHandler {
  readonly name = 'errors';
  readonly requests: Listener<RequestObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly messages: Listener<MessageObservation>;
  readonly tasks: Listener<TaskObservation>;
  readonly operations: Listener<OperationObservation>;

  constructor(private readonly parts: ErrorsHandlerParts) {
    this.requests = { end: (o) => this.endRequest(o) };
    this.jobs = { end: (o) => this.endWork(o, jobFacts) };
    this.messages = { end: (o) => this.endWork(o, messageFacts) };
    this.tasks = { end: (o) => this.endTask(o) };
    this.operations = { end: (o) => this.endOperation(o) };
  }

  uncaught(error: unknown, context: RequestContext | undefined, crash?: CrashOrigin): void {
    const { reporter, logged } = this.parts;
    const facts = factsOf(context ?? logged.contextOf(error));
    if (crash === undefined) reporter.report(error, { ...facts, origin: 'uncaught' });
    else {
      const tags = { ...facts.tags, crash };
      reporter.reportCrash(error, { ...facts, origin: 'crash', level: 'fatal', tags });
    }
  }

  reported(report: Report, context: RequestContext | undefined): void {
    const { kind, thrown, message, tags, ...rest } = report;
    const about = factsOf(context);
    const facts: ErrorFacts = {
      ...about,
      ...rest,
      origin: kind,
      tags: { ...about.tags, ...tags },
      message: thrown ? undefined : message,
    };
    this.count(report);
    if (kind !== 'event') this.parts.reporter.report(thrown?.error, facts);
    else if (this.parts.sendsEvents) this.parts.reporter.announce(facts);
  }

  private endRequest(observation: RequestObservation): void {
    if (this.isReported(observation)) {
      this.parts.reporter.report(observation.error, requestFacts(observation));
    } else if (observation.failed && observation.context.errorNotes !== undefined) {
      // Only requests with notes need it.
      this.parts.reporter.noteHandled([observation.error], observation.context);
    }
    this.settle(observation.context);
  }

  /** Ends work with its own context. */
  private endWork<T extends OwnWork>(observation: T, describe: (o: T) => ErrorFacts): void {
    if (observation.isUnexpected) {
      this.parts.reporter.report(observation.error, describe(observation));
    } else if (observation.failed) this.noteHandled(observation);
    this.settle(observation.context);
  }

  /** An error in the callback of a timer crashes the process, unless the scheduler catches it. */
  private endTask(observation: TaskObservation): void {
    const { error, context, isUnexpected, failed } = observation;
    if (isUnexpected) this.parts.reporter.reportSoon(error, taskFacts(observation));
    else if (failed) this.noteHandled(observation);
    this.settle(context);
  }

  /** A method reports an error only if it is the outermost work. */
  private endOperation(observation: OperationObservation): void {
    const { context, error, failed } = observation;
    if (!context) return;
    if (failed) noteFailed(observation, context);
    else this.reportSlow(observation, context);
    if (context.observation !== observation) return;
    if (observation.isUnexpected) {
      this.parts.reporter.reportSoon(error, operationFacts(observation));
    } else if (failed) this.parts.reporter.noteHandled([error], context);
    this.settle(context);
  }

  /**
   * Slow calls that failed are reported by their error; of nested calls, the innermost is reported. The duration of
   * a stream depends on its reader.
   */
  private reportSlow(
    { operation, durationSeconds, startedAt, isStream }: OperationObservation,
    context: RequestContext,
  ): void {
    const { name, slowThresholdMs } = operation;
    const threshold = slowThresholdMs / 1000;
    if (durationSeconds <= threshold || isStream) return;
    const notes = notesOf(context);
    const holdsSlow = notes.slowSince !== undefined && notes.slowSince >= startedAt;
    if (!holdsSlow) notes.slowSince = startedAt;
    if (holdsSlow || !this.parts.reportsSlow) return;
    this.reported(
      performanceIssue({ operation: name, seconds: durationSeconds, threshold }),
      context,
    );
  }

  /** For an attempt that will be retried, causes are handled too; an intended response may hide one. */
  private noteHandled(observation: OwnWork): void {
    const { error, context } = observation;
    const links = observation instanceof JobObservation ? errorChain(error) : [error];
    this.parts.reporter.noteHandled(links, context);
  }

  /** Most work has no notes. */
  private settle(context: RequestContext): void {
    if (context.errorNotes !== undefined) this.parts.logged.settle(context);
  }

  /** An unexpected error with a status below 500 came after the response, whose status does not apply to it. */
  private isReported(observation: RequestObservation): boolean {
    const { failed, isUnexpected, status, outcome, failedHealthCheck, error } = observation;
    const { minStatus } = this.parts;
    if (!failed) return false;
    // With a changed message it cannot be recognised later.
    if (failedHealthCheck && !failedHealthCheckOf(error)) return false;
    if (!isUnexpected) return status >= minStatus && outcome !== 'aborted';
    return status < SERVER_ERROR || status >= minStatus;
  }

  private count({ kind, tags }: Report): void {
    const { counts } = this.parts;
    if (kind === 'business') counts.businessError(tags['business_error_type'] ?? '');
    if (kind === 'performance') counts.performanceIssue(tags['operation'] ?? '');
  }
}

/** The innermost call fails first; its error may pass others. */
function noteFailed(
  { operation, error, args }: OperationObservation,
  context: RequestContext,
): void {
  context.failedOperation ??= operation.name;
  if (!args) return;
  const notes = notesOf(context);
  const { failedCall } = notes;
  if (failedCall && isSameFailure(failedCall.error, error)) return;
  // The app may change them before the event is made.
  notes.failedCall = { error, args: boundedCopy(args, MAX_ARGUMENTS) };
}
