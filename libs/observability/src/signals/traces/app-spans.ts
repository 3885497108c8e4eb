import { context as otel, ProxyTracerProvider, trace } from '@opentelemetry/api';
import type { Context, Tracer } from '@opentelemetry/api';
import type { Observation, Redactor, RequestObservation } from '../../core';
import { remoteParent, withBaggage } from './remote-parent';
import { adoptServerSpan } from './server-span';
import { isRoot } from './span-source';
import type { OpenSpan, SpanSource, SpanStart } from './span-source';

/** The tracer of an SDK that the app has registered; undefined if there is none. */
export function tracerOfApp(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer('nestjs-observability')
    : provider.getTracer('nestjs-observability');
}

/** Spans of the app's own SDK: its sampler decides, its context manager has the active context. */
export class AppSpans implements SpanSource {
  constructor(
    private readonly tracer: Tracer,
    private readonly redactor: Redactor,
  ) {}

  adopt(observation: RequestObservation): boolean {
    return adoptServerSpan(observation, otel.active(), this.redactor);
  }

  wants(): boolean {
    return true;
  }

  begin(observation: Observation, { name, ...options }: SpanStart): void {
    const parent = this.parentOf(observation);
    const span = this.tracer.startSpan(name, options, parent);
    const { traceId, spanId, traceFlags } = span.spanContext();
    const active = trace.setSpan(parent, span);
    const root = isRoot(observation) ? observation.context : undefined;
    root?.adoptSpan({ traceId, spanId, sampled: (traceFlags & 1) === 1 });
    observation.span = {
      span,
      active: root ? withBaggage(active, root) : active,
    } satisfies OpenSpan;
  }

  leaveOut(): void {
    // Without a span nothing is propagated: calls inside begin their own trace.
  }

  forget(observation: Observation): void {
    observation.span = undefined;
  }

  /** An open span of the app around the work, in the caller's trace, is a closer parent than the caller's span. */
  private parentOf(observation: Observation): Context {
    const remote = isRoot(observation) ? observation.context?.parent : undefined;
    const active = otel.active();
    if (!remote) return active;
    const outer = trace.getSpan(active);
    const isNearer = outer?.isRecording() && outer.spanContext().traceId === remote.traceId;
    return isNearer ? active : remoteParent(active, remote);
  }
}
