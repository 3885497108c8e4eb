import type {
  JobObservation,
  Listener,
  ObservationHandler,
  OperationObservation,
  Redactor,
  RequestContext,
  RequestObservation,
} from '../../core';
import type { ErrorSink } from './error-sink';

/**
 * The errors signal. An error is reported once, at the edge where no code of the app handled it:
 * the end of the request, the job, or the monitored method that nothing called but a timer.
 */
export class ErrorsHandler implements ObservationHandler {
  readonly name = 'errors';
  readonly requests: Listener<RequestObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly operations: Listener<OperationObservation>;

  constructor(
    private readonly sink: ErrorSink,
    private readonly redactor: Redactor,
  ) {
    this.requests = { end: (o) => o.isUnexpected && this.reportRequest(o) };
    this.jobs = { end: (o) => o.isUnexpected && this.reportJob(o) };
    this.operations = {
      begin: undefined,
      end: (o) => o.failed && this.noteOperation(o),
    };
  }

  stray(error: unknown, context: RequestContext | undefined): void {
    this.sink.report(error, { transaction: context?.failedOperation, context, tags: {} });
  }

  private reportRequest({ error, request, route, status, context }: RequestObservation): void {
    const method = request.method ?? '';
    this.sink.report(error, {
      transaction: `${method} ${route || 'unknown'}`,
      context,
      tags: { 'http.route': route, 'http.response.status_code': String(status) },
      request: { method, url: this.redactor.url(request.url ?? '') },
    });
  }

  private reportJob({ error, queue, job, context }: JobObservation): void {
    this.sink.report(error, {
      transaction: `${queue} ${job.name}`,
      context,
      tags: { queue, job: job.name, attempt: String(job.attempt) },
    });
  }

  /** The method names itself; it reports only where it is the edge. */
  private noteOperation(observation: OperationObservation): void {
    const { context, operation, error } = observation;
    if (context) context.failedOperation ??= operation.name;
    const isEdge = context?.observation === observation;
    if (!isEdge || !observation.isUnexpected) return;
    this.sink.report(error, { transaction: operation.name, context, tags: {} });
  }
}
