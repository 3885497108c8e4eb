import { SpanStatusCode } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import { isError, nameOfError } from '../../core';
import type { Observation, Redactor } from '../../core';
import { openSpanOf } from './span-source';

/** What a span gets when it ends. */
export interface SpanEnd {
  /** Its name, where it was not known at the beginning. */
  readonly name?: string;
  readonly attributes: Attributes;
}

/** A span of the library's own, which tells what the library knows from what an app writes. */
interface DescribedSpan extends Span {
  /** Says what holds no secrets. */
  describe(name: string | undefined, attributes: Attributes): void;
}

/** Ends the span of the observation, if it has one. */
export function endSpan(observation: Observation, redactor: Redactor, end: () => SpanEnd): void {
  const opened = openSpanOf(observation);
  if (!opened) return;
  const { span } = opened;
  describe(span, end());
  if (observation.outcome === 'error') failSpan(span, observation.error, redactor);
  span.end();
}

function describe(span: Span, { name, attributes }: SpanEnd): void {
  if (isDescribed(span)) return span.describe(name, attributes);
  if (name !== undefined) span.updateName(name);
  span.setAttributes(attributes);
}

function isDescribed(span: Span): span is DescribedSpan {
  return 'describe' in span;
}

/** The class of what went wrong, for `error.type`; undefined where nothing did. */
export function errorTypeOf({ outcome, error }: Observation): string | undefined {
  if (outcome !== 'error') return undefined;
  return isError(error) ? nameOfError(error) : '_OTHER';
}

/** Marks the span as failed. An error's own words may hold secrets, as in the log. */
export function failSpan(span: Span, error: unknown, redactor: Redactor): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  if (!isError(error)) return;
  const { message, stack } = redactor.errorTexts(error);
  span.recordException({ name: nameOfError(error), message, stack });
}
