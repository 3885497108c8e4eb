import { context as otel, trace } from '@opentelemetry/api';
import type { Context, Span, SpanContext } from '@opentelemetry/api';
import { currentFrame } from '../../core';
import type {
  Observation,
  Redactor,
  RequestContext,
  RequestObservation,
  TraceParent,
} from '../../core';
import { remoteParent, withBaggage } from './remote-parent';
import { LeanContext } from './lean-context';
import { adoptServerSpan } from './server-span';
import { isRoot } from './span-source';
import type { OpenSpan, SpanSource, SpanStart } from './span-source';

/** The input of the sampling decision. */
interface Head {
  readonly traceId: string;
  readonly parent: TraceParent | undefined;
  readonly hasOwnParent: boolean;
}

/** The members of the library's own tracing that are used. */
export interface OwnTracing {
  isSampled(head: Head): boolean;
  /**
   * @param start its known data, without secrets
   * @param traceId the id of the trace, if the span begins one
   */
  startSpan(start: SpanStart, parent: Context, traceId?: string): Span;
}

/**
 * Spans of the library's own tracing. The sampling decision for a request or job is made before
 * anything is created for it; work inside an unrecorded one costs a single check.
 */
export class OwnSpans implements SpanSource {
  constructor(
    private readonly tracing: OwnTracing,
    private readonly redactor: Redactor,
  ) {}

  adopt(observation: RequestObservation): boolean {
    const active = activeOutside() as Context | undefined;
    if (!active || !adoptServerSpan(observation, active, this.redactor)) return false;
    observation.context.active = active;
    return true;
  }

  wants(observation: Observation): boolean {
    const { context } = observation;
    if (!context || !isRoot(observation)) return context?.sampled ?? true;
    const outer = outerSpan(context);
    const isSampled = this.tracing.isSampled(outer ? headOf(outer) : context);
    context.markSampled(isSampled);
    if (!isSampled) carryBaggage(context);
    return isSampled;
  }

  begin(observation: Observation, start: SpanStart): void {
    const { context } = observation;
    if (context && isRoot(observation)) this.beginRoot(observation, context, start);
    else {
      const parent = otel.active();
      const span = this.tracing.startSpan(start, parent);
      observation.span = { span, active: trace.setSpan(parent, span) } satisfies OpenSpan;
    }
  }

  leaveOut({ context }: Observation): void {
    context?.markSampled(false);
  }

  forget(observation: Observation): void {
    observation.span = undefined;
    if (observation.context && isRoot(observation)) observation.context.active = undefined;
  }

  /** The span is active in this context: no async storage is entered for it. */
  private beginRoot(observation: Observation, context: RequestContext, start: SpanStart): void {
    const parent = parentOf(context);
    const traceId = parent === LeanContext.root ? context.traceId : undefined;
    const span = this.tracing.startSpan(start, parent, traceId);
    const ids = span.spanContext();
    context.adoptSpan({ ...idsOf(ids), sampled: (ids.traceFlags & 1) === 1 });
    const active = withBaggage(trace.setSpan(parent, span), context);
    context.active = active;
    observation.span = { span, active } satisfies OpenSpan;
  }
}

function parentOf(context: RequestContext): Context {
  const outer = outerSpan(context);
  if (outer) return trace.setSpan(LeanContext.root, outer);
  return context.parent ? remoteParent(LeanContext.root, context.parent) : LeanContext.root;
}

/**
 * An open span of the app around the work: of its own instrumentation of the server, or of a timer.
 * Spans of other traces than the caller's are ignored, and so are those of an untrusted caller.
 */
function outerSpan(context: RequestContext): Span | undefined {
  const active = (context.active ?? activeOutside()) as Context | undefined;
  const span = active && trace.getSpan(active);
  if (!span?.isRecording()) return undefined;
  const { parent, untrusted } = context;
  const { traceId } = span.spanContext();
  if (untrusted?.traceId === traceId) return undefined;
  return !parent || parent.traceId === traceId ? span : undefined;
}

/** Unrecorded work still has its caller's baggage. */
function carryBaggage(context: RequestContext): void {
  if (context.baggage === undefined) return;
  const { traceId, spanId } = context.asParent();
  const ids = { traceId, spanId, traceFlags: 0 };
  context.active = withBaggage(trace.setSpanContext(LeanContext.root, ids), context);
}

/** The active context outside requests and jobs. */
function activeOutside(): unknown {
  const frame = currentFrame();
  return frame?.root === undefined ? frame?.active : undefined;
}

function headOf(span: Span): Head {
  const ids = span.spanContext();
  const sampled = (ids.traceFlags & 1) === 1;
  return { traceId: ids.traceId, parent: { ...idsOf(ids), sampled }, hasOwnParent: true };
}

function idsOf({ traceId, spanId }: SpanContext): { traceId: string; spanId: string } {
  return { traceId, spanId };
}
