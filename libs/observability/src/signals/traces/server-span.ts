import type { ServerResponse } from 'node:http';
import {
  createContextKey,
  isSpanContextValid,
  SpanKind,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { Redactor, RequestObservation } from '../../core';
import { failSpan } from './end-span';

/** The context key of `getRPCMetadata`, with which instrumentations of HTTP servers keep the span and route of a request. */
const RPC_METADATA = createContextKey('OpenTelemetry SDK Context Key RPC_METADATA');
const SERVER_ERROR = 500;

interface RpcMetadata {
  readonly span?: Span;
  route?: string;
}

/** A request inside another one (Fastify's inject) sees the span of the outer one. */
const adopted = new WeakSet<Span>();

/**
 * Adopts the span of the request that the app's own instrumentation of the HTTP server has started: it stays the only
 * one, and gets the attributes of the request.
 * @returns false if there is none
 */
export function adoptServerSpan(
  observation: RequestObservation,
  active: Context,
  redactor: Redactor,
): boolean {
  const span = trace.getSpan(active);
  const metadata = active.getValue(RPC_METADATA) as RpcMetadata | undefined;
  if (!span || adopted.has(span) || !isOfServer(span, metadata)) return false;
  adopted.add(span);
  const { traceId, spanId, traceFlags } = span.spanContext();
  observation.context.adoptSpan({ traceId, spanId, sampled: isSampled(traceFlags) });
  if (!span.isRecording()) return true;
  // A captured request has Node's own response; the instrumentation ends its span when that is closed.
  const { prependListener } = observation.response as ServerResponse;
  prependListener.call(observation.response, 'close', () =>
    complete(observation, { span, metadata }, redactor),
  );
  return true;
}

/** An unrecorded span has no attributes to check; an ended one belongs to other work. */
function isOfServer(span: Span, metadata: RpcMetadata | undefined): boolean {
  const ids = span.spanContext();
  if (!isSpanContextValid(ids) || ids.isRemote === true) return false;
  const isInstrumented = metadata?.span === span;
  if (!span.isRecording()) return isInstrumented && !isSampled(ids.traceFlags);
  return isInstrumented || (span as { kind?: SpanKind }).kind === SpanKind.SERVER;
}

function isSampled(flags: number): boolean {
  return (flags & TraceFlags.SAMPLED) !== 0;
}

/** The instrumentation names its span after the route in the metadata. */
function complete(
  observation: RequestObservation,
  { span, metadata }: { span: Span; metadata: RpcMetadata | undefined },
  redactor: Redactor,
): void {
  const { method, routeSoFar: route, response, failed, error } = observation;
  if (route && metadata) metadata.route = route;
  if (route && !metadata) span.updateName(`${method} ${route}`).setAttribute('http.route', route);
  if (failed && response.statusCode >= SERVER_ERROR) failSpan(span, error, redactor);
}
