import { context as otel, ProxyTracerProvider, trace } from '@opentelemetry/api';
import type { Context, Tracer } from '@opentelemetry/api';
import type { Observation } from '../../core';
import { remoteParent } from './remote-parent';
import { isRoot } from './span-source';
import type { OpenSpan, SpanSource, SpanStart } from './span-source';

/** The tracer of an SDK that the app has registered; undefined while there is none. */
export function tracerOfApp(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider
    ? provider.getDelegateTracer('nestjs-observability')
    : provider.getTracer('nestjs-observability');
}

/** Spans of the app's own SDK: its sampler decides, its context manager says what is active. */
export class AppSpans implements SpanSource {
  constructor(private readonly tracer: Tracer) {}

  wants(): boolean {
    return true;
  }

  begin(observation: Observation, { name, ...options }: SpanStart): void {
    const parent = this.parentOf(observation);
    const span = this.tracer.startSpan(name, options, parent);
    const { traceId, spanId, traceFlags } = span.spanContext();
    if (isRoot(observation)) {
      observation.context?.adoptSpan({ traceId, spanId, sampled: (traceFlags & 1) === 1 });
    }
    observation.span = { span, active: trace.setSpan(parent, span) } satisfies OpenSpan;
  }

  leaveOut(): void {
    // Without a span there is nothing to say: what is called inside begins a trace of its own.
  }

  forget(observation: Observation): void {
    observation.span = undefined;
  }

  private parentOf(observation: Observation): Context {
    const remote = isRoot(observation) ? observation.context?.parent : undefined;
    return remote ? remoteParent(otel.active(), remote) : otel.active();
  }
}
