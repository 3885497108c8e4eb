import { context as otel } from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanKind } from '@opentelemetry/api';
import type { Observation, RequestObservation } from '../../core';

/** A span under way, and the context in which it is the active one. */
export interface OpenSpan {
  readonly span: Span;
  readonly active: Context;
}

/** What a span gets when it begins. */
export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  /** Spans that it does not continue. */
  readonly links?: Link[];
}

/** Where spans come from: the library's own pipeline, or an SDK that the app has registered. */
export interface SpanSource {
  /** Whether the app's own instrumentation has begun the span of the request, which then needs no other. */
  adopt(observation: RequestObservation): boolean;
  /** Whether the observation is recorded; called before its span is described, so that one that is not costs little. */
  wants(observation: Observation): boolean;
  /** Begins its span. */
  begin(observation: Observation, start: SpanStart): void;
  /** It gets no span, and `wants` is not asked about it: a probe. */
  leaveOut(observation: Observation): void;
  /** Takes the beginning back; the span is never ended and so never sent. */
  forget(observation: Observation): void;
}

/** What a source has begun for the observation. */
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

/** Whether the observation is what its context stands for: the request, the job, the call of a timer. */
export function isRoot(observation: Observation): boolean {
  return observation.context?.observation === observation;
}
