import { SpanKind } from '@opentelemetry/api';
import type {
  JobObservation,
  Listener,
  MessageObservation,
  Observation,
  ObservationHandler,
  OperationObservation,
  Redactor,
  RequestObservation,
  TaskObservation,
} from '../../core';
import { pathIn } from '../../core';
import { AppSpans, tracerOfApp } from './app-spans';
import { endSpan, errorTypeOf } from './end-span';
import type { SpanEnd } from './end-span';
import { startOfMessage, startOfTask } from './message-span';
import { OwnSpans } from './own-spans';
import type { OwnTracing } from './own-spans';
import { linkedToCaller } from './remote-parent';
import { endOfRequest, startOfRequest } from './request-span';
import { runInSpan } from './span-source';
import type { SpanSource, SpanStart } from './span-source';

/** The traces signal: each observation is a span. */
export class TracesHandler implements ObservationHandler {
  readonly name = 'traces';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly jobs: Listener<JobObservation>;
  readonly messages: Listener<MessageObservation>;
  readonly tasks: Listener<TaskObservation>;

  /**
   * The handler for the library's own tracing, else for an SDK that the app has already registered;
   * undefined without either, so that observations have no overhead.
   * @param isUntraced whether a path gets no span: probes and scrapes
   */
  static for(
    own: OwnTracing | undefined,
    isUntraced: (path: string) => boolean,
    redactor: Redactor,
  ): TracesHandler | undefined {
    const tracer = own ? undefined : tracerOfApp();
    const source = own ? new OwnSpans(own, redactor) : tracer && new AppSpans(tracer, redactor);
    return source && new TracesHandler(source, isUntraced, redactor);
  }

  constructor(source: SpanSource, isUntraced: (path: string) => boolean, redactor: Redactor) {
    const forget = (o: Observation): void => source.forget(o);
    const listener = <T extends Observation>(start: (o: T) => SpanStart): Listener<T> => ({
      begin: (o) => {
        if (source.wants(o)) source.begin(o, linkedToCaller(o, start(o)));
      },
      around: runInSpan,
      end: (o) => endSpan(o, redactor, () => endOf(o)),
      discard: forget,
    });
    const safe =
      <T>(start: (o: T) => SpanStart) =>
      (o: T) =>
        withoutSecrets(start(o), redactor);
    this.requests = {
      begin: (o) => {
        if (source.adopt(o)) return;
        const path = pathIn(o.request.url ?? '');
        // First: a probe must not use up the quota of traces that callers force.
        if (isUntraced(path)) source.leaveOut(o);
        else if (source.wants(o))
          source.begin(o, linkedToCaller(o, startOfRequest(o, path, redactor)));
      },
      around: runInSpan,
      end: (o) => endSpan(o, redactor, () => endOfRequest(o, redactor)),
    };
    this.operations = listener(startOfCall);
    this.jobs = listener(safe(startOfJob));
    this.messages = listener(safe(startOfMessage));
    this.tasks = listener(safe(startOfTask));
  }
}

/** The names of jobs and messages come from their senders. */
function withoutSecrets({ name, kind, attributes }: SpanStart, redactor: Redactor): SpanStart {
  // The redactor copies the fields of its argument, so the types are kept.
  const safe = redactor.value(attributes) as SpanStart['attributes'];
  return { name: redactor.text(name), kind, attributes: safe };
}

function startOfCall({ operation }: OperationObservation): SpanStart {
  const { name, className, methodName } = operation;
  return {
    name,
    kind: SpanKind.INTERNAL,
    attributes: { 'code.function.name': `${className}.${methodName}` },
  };
}

function startOfJob({ queue, job }: JobObservation): SpanStart {
  return {
    name: `process ${queue}`,
    kind: SpanKind.CONSUMER,
    attributes: {
      'messaging.system': 'bullmq',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': queue,
      'messaging.message.id': job.id,
    },
  };
}

function endOf(observation: Observation): SpanEnd {
  const type = errorTypeOf(observation);
  return { attributes: { 'error.type': type } };
}
