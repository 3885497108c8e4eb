import { isSpanContextValid, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Span, SpanContext, Tracer } from '@opentelemetry/api';
import type { ReadableSpan } from '../../../export';
import { newSpanId } from '../../../core';
import { LeanSpan } from './lean-span';
import type { LeanSpanHost, LeanStart } from './lean-span';
import type { SpanIds } from './span-ids';

/** What lean spans are made with. */
export interface LeanSpansParts extends Pick<LeanSpanHost, 'resource' | 'onEnd'> {
  readonly tracer: Tracer;
  /** The tracer takes its ids there. */
  readonly ids: SpanIds;
  /** The name of the tracer. */
  readonly scope: string;
}

/** Makes the lean spans of a pipeline, and the SDK's spans that take over from them. */
export class LeanSpans implements LeanSpanHost {
  readonly resource: ReadableSpan['resource'];
  readonly instrumentationScope: ReadableSpan['instrumentationScope'];
  readonly onEnd: LeanSpanHost['onEnd'];
  private isTakingOverNow = false;

  constructor(private readonly parts: LeanSpansParts) {
    this.resource = parts.resource;
    this.onEnd = parts.onEnd;
    this.instrumentationScope = { name: parts.scope };
  }

  /** Whether the tracer begins a span now that is recorded already. */
  get isTakingOver(): boolean {
    return this.isTakingOverNow;
  }

  /**
   * Begins a span; undefined where that is a matter for the SDK.
   * @param traceId the id of the trace, where the span begins one
   */
  begin(start: LeanStart, parent: Context, traceId: string | undefined): LeanSpan | undefined {
    const outer = trace.getSpanContext(parent);
    if (outer && !isPlain(outer)) return undefined;
    const id = outer?.traceId ?? traceId;
    if (id === undefined) return undefined;
    const ids = { traceId: id, spanId: newSpanId(), traceFlags: TraceFlags.SAMPLED };
    return new LeanSpan(this, start, ids, outer);
  }

  fullSpanOf(span: LeanSpan): Span {
    const { tracer, ids } = this.parts;
    const { name, kind, attributes, links, startTime, parentSpanContext: outer } = span;
    ids.repeat(span.spanContext(), outer !== undefined);
    this.isTakingOverNow = true;
    try {
      const parent = outer ? trace.setSpanContext(ROOT_CONTEXT, outer) : ROOT_CONTEXT;
      return tracer.startSpan(name, { kind, attributes, links, startTime }, parent);
    } finally {
      this.isTakingOverNow = false;
    }
  }
}

/** One that was recorded, and hands on nothing but its ids. */
function isPlain(outer: SpanContext): boolean {
  const isSampled = (outer.traceFlags & TraceFlags.SAMPLED) !== 0;
  return isSampled && outer.traceState === undefined && isSpanContextValid(outer);
}
