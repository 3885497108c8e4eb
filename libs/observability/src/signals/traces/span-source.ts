import { context as otel } from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanKind } from '@opentelemetry/api';
import type { Observation, RequestObservation } from '../../core';

/** A running span, and the context in which it is active. */
export interface OpenSpan {
  readonly span: Span;
  readonly active: Context;
}

/** What a span gets when it begins. */
export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** Links to spans that are not its parent. */
  readonly links?: Link[];
}

/** Creates spans: the library's own pipeline, or an SDK that the app has registered. */
export interface SpanSource {
  /** Whether the app's own instrumentation has started the span of the request already. */
  adopt(observation: RequestObservation): boolean;
  /** Whether the observation is recorded; called before its span is described, so that unrecorded ones cost little. */
  wants(observation: Observation): boolean;
  /** Begins its span. */
  begin(observation: Observation, start: SpanStart): void;
  /** It gets no span, and `wants` is not called for it: a probe. */
  leaveOut(observation: Observation): void;
  /** Discards the span: it is never ended and so never sent. */
  forget(observation: Observation): void;
}

/** The span of the observation. */
export function openSpanOf(observation: Observation): OpenSpan | undefined {
  // Only the traces signal writes this field.
  return observation.span as OpenSpan | undefined;
}

/** Runs the work with the observation's span active. */
export function runInSpan<R>(observation: Observation, work: () => R): R {
  const opened = openSpanOf(observation);
  if (!opened || otel.active() === opened.active) return work();
  return otel.with(opened.active, work);
}

/** Whether the observation is the outermost one of its context: the request, the job, the call of a timer. */
export function isRoot(observation: Observation): boolean {
  return observation.context?.observation === observation;
}
