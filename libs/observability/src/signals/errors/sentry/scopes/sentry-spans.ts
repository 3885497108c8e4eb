import {
  context as otel,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { Attributes, Context, Link, Span, SpanKind, TimeInput } from '@opentelemetry/api';
import { watchResult } from '../../../../core';
import type { SentryScope } from '../../../../core';
import { untracedIn } from '../../../../export';

/** What the app says of a span to `Sentry.startSpan`. */
export interface SentrySpanOptions {
  readonly name: string;
  readonly op?: string;
  readonly attributes?: Attributes;
  readonly kind?: SpanKind;
  readonly links?: Link[];
  readonly startTime?: TimeInput;
  /** Null begins a trace. */
  readonly parentSpan?: Span | null;
  readonly forceTransaction?: boolean;
  /** Whether the span is only wanted inside another. */
  readonly onlyIfParent?: boolean;
  readonly scope?: SentryScope;
}

/** Runs a callback in a copy of the scope, else of the current one. */
export type ForkScope = <T>(scope: SentryScope | undefined, run: (fork: SentryScope) => T) => T;

const TRACER = 'sentry';
/** How Sentry names what a span is about. */
const OP = 'sentry.op';
const INVALID_TRACE_ID = INVALID_SPAN_CONTEXT.traceId;

/**
 * The part of Sentry's strategy that makes spans: those of `Sentry.startSpan` are OpenTelemetry's, so they stand in the
 * trace of the request and leave with the library's own, or by an SDK that the app has registered.
 */
export function spanStrategy(fork: ForkScope) {
  /** Runs the callback with the span active; what is captured inside names it. */
  const runIn = <T>(span: Span, options: SentrySpanOptions, callback: () => T): T =>
    fork(options.scope, (scope) => {
      const { traceId, spanId } = span.spanContext();
      const sampleRand = Math.random();
      if (traceId !== INVALID_TRACE_ID) {
        scope.setPropagationContext({ traceId, propagationSpanId: spanId, sampleRand });
      }
      return otel.with(trace.setSpan(parentOf(options), span), callback);
    });

  return {
    startSpan: <T>(options: SentrySpanOptions, callback: (span: Span) => T): T => {
      const span = begin(options);
      const end = (): void => span.end();
      return runIn(span, options, () => settled(() => callback(span), span, end));
    },
    startSpanManual: <T>(
      options: SentrySpanOptions,
      callback: (span: Span, finish: () => void) => T,
    ): T => {
      const span = begin(options);
      const end = (): void => span.end();
      return runIn(span, options, () =>
        settled(
          () => callback(span, end),
          span,
          () => undefined,
        ),
      );
    },
    startInactiveSpan: begin,
    getActiveSpan: () => trace.getActiveSpan(),
    withActiveSpan: <T>(span: Span | null, callback: (scope: SentryScope) => T): T => {
      const active = span ? trace.setSpan(otel.active(), span) : trace.deleteSpan(otel.active());
      return otel.with(active, () => fork(undefined, callback));
    },
    suppressTracing: <T>(callback: () => T): T => otel.with(untracedIn(otel.active()), callback),
  };
}

function begin(options: SentrySpanOptions): Span {
  const { name, op, attributes, kind, links, startTime, onlyIfParent = false } = options;
  const parent = parentOf(options);
  if (onlyIfParent && !trace.getSpan(parent)) return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  const all = op === undefined ? attributes : { [OP]: op, ...attributes };
  return trace
    .getTracer(TRACER)
    .startSpan(name, { kind, links, startTime, attributes: all }, parent);
}

function parentOf({ parentSpan, forceTransaction = false }: SentrySpanOptions): Context {
  if (parentSpan) return trace.setSpan(otel.active(), parentSpan);
  return parentSpan === null || forceTransaction ? ROOT_CONTEXT : otel.active();
}

/** Runs the callback, marks the span as failed with what it throws or rejects with, and ends it. */
function settled<T>(callback: () => T, span: Span, end: () => void): T {
  const fail = (): void => {
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'internal_error' });
    end();
  };
  let result: T;
  try {
    result = callback();
  } catch (error) {
    fail();
    throw error;
  }
  return watchResult(result, { done: end, failed: fail });
}
