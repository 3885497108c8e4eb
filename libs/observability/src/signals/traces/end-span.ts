import { SpanStatusCode } from '@opentelemetry/api';
import type { Attributes, Span } from '@opentelemetry/api';
import { isError, nameOfError } from '../../core';
import type { Observation, Redactor } from '../../core';
import { openSpanOf } from './span-source';

/** The data of a span that is known at its end. */
export interface SpanEnd {
  /** Its name, if it was not known at the start. */
  readonly name?: string;
  readonly attributes: Attributes;
}

/** A span of the library, which distinguishes values of the library from values of the app. */
interface DescribedSpan extends Span {
  /** Sets attributes that contain no secrets. */
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

/** The class of the error, for `error.type`; undefined without one. */
export function errorTypeOf({ outcome, error }: Observation): string | undefined {
  if (outcome !== 'error') return undefined;
  return isError(error) ? nameOfError(error) : '_OTHER';
}

/** Marks the span as failed. The message of an error may contain secrets, as in the log. */
export function failSpan(span: Span, error: unknown, redactor: Redactor): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  if (!isError(error)) return;
  const { message, stack } = redactor.errorTexts(error);
  span.recordException({ name: nameOfError(error), message, stack });
}
