import { context as otel, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import { isError } from '../../core';
import type {
  JobObservation,
  Listener,
  Observation,
  ObservationHandler,
  OperationObservation,
  RequestContext,
  RequestObservation,
} from '../../core';
import { currentTracer } from './tracer';

/** A span under way, and the context in which it is the active one. */
interface OpenSpan {
  readonly span: Span;
  readonly active: Context;
}

/** The traces signal: each observation is a span of whatever OpenTelemetry SDK the app has started. */
export class TracesHandler implements ObservationHandler {
  readonly name = 'traces';
  readonly requests: Listener<RequestObservation>;
  readonly operations: Listener<OperationObservation>;
  readonly jobs: Listener<JobObservation>;

  /** @param isUntraced tells the paths that get no span: probes and scrapes */
  constructor(isUntraced: (path: string) => boolean) {
    this.requests = {
      begin: (o) => {
        const { method } = o;
        const path = pathOf(o.request.url ?? '');
        if (isUntraced(path)) return;
        open(o, method, SpanKind.SERVER, {
          'http.request.method': method,
          'url.path': path,
        });
      },
      around,
      end: (o) => {
        close(o, o.route ? `${o.method} ${o.route}` : undefined, {
          'http.route': o.route || undefined,
          'http.response.status_code': o.status,
        });
      },
    };
    this.operations = {
      begin: (o) => open(o, o.operation.name, SpanKind.INTERNAL, functionAttributes(o)),
      around,
      end: (o) => close(o),
    };
    this.jobs = {
      begin: (o) => open(o, `process ${o.queue}`, SpanKind.CONSUMER, jobAttributes(o)),
      around,
      end: (o) => close(o),
    };
  }
}

/** Begins a span if somebody listens; work that stands for its context lends the span its ids. */
function open(
  observation: Observation,
  name: string,
  kind: SpanKind,
  attributes: Attributes,
): void {
  const tracer: Tracer | undefined = currentTracer();
  if (!tracer) return;
  const isRoot = observation.context?.observation === observation;
  const parent = isRoot ? parentOf(observation.context) : otel.active();
  const span = tracer.startSpan(name, { kind, attributes }, parent);
  const { traceId, spanId, traceFlags } = span.spanContext();
  if (isRoot) observation.context?.adoptSpan({ traceId, spanId, sampled: (traceFlags & 1) === 1 });
  observation.span = { span, active: trace.setSpan(parent, span) } satisfies OpenSpan;
}

function parentOf(context: RequestContext | undefined): Context {
  const parent = context?.parent;
  if (!parent) return otel.active();
  const { traceId, spanId, sampled } = parent;
  return trace.setSpanContext(otel.active(), {
    traceId,
    spanId,
    traceFlags: sampled ? 1 : 0,
    isRemote: true,
  });
}

function around<R>(observation: Observation, work: () => R): R {
  const opened = observation.span as OpenSpan | undefined;
  return opened ? otel.with(opened.active, work) : work();
}

function close(observation: Observation, name?: string, attributes: Attributes = {}): void {
  const opened = observation.span as OpenSpan | undefined;
  if (!opened) return;
  const { span } = opened;
  if (name !== undefined) span.updateName(name);
  span.setAttributes(attributes);
  if (observation.outcome === 'error') {
    span.setStatus({ code: SpanStatusCode.ERROR });
    if (isError(observation.error)) span.recordException(observation.error);
  }
  span.end();
}

function functionAttributes({ operation }: OperationObservation): Attributes {
  return { 'code.function.name': `${operation.className}.${operation.methodName}` };
}

function jobAttributes({ queue, job }: JobObservation): Attributes {
  return {
    'messaging.system': 'bullmq',
    'messaging.destination.name': queue,
    'messaging.message.id': job.id,
  };
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}
