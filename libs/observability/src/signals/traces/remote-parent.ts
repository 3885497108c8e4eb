import { propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Observation, RequestContext, TraceParent } from '../../core';
import type { Context, SpanContext } from '@opentelemetry/api';
import { isRoot } from './span-source';
import type { SpanStart } from './span-source';

/** The context in which the caller's span is active. */
export function remoteParent(base: Context, parent: TraceParent): Context {
  return trace.setSpanContext(base, remoteSpan(parent));
}

/** Adds a link to the caller's span, if it is not the parent because the caller is not trusted. */
export function linkedToCaller(observation: Observation, start: SpanStart): SpanStart {
  const caller = isRoot(observation) ? observation.context?.untrusted : undefined;
  return caller ? { ...start, links: [{ context: remoteSpan(caller) }] } : start;
}

function remoteSpan({ traceId, spanId, sampled }: TraceParent): SpanContext {
  return { traceId, spanId, traceFlags: sampled ? 1 : 0, isRemote: true };
}

/** The context with the caller's baggage, if there is any and the caller is trusted. */
export function withBaggage(active: Context, { baggage }: RequestContext): Context {
  if (baggage === undefined || propagation.getBaggage(active)) return active;
  const read = propagation.getBaggage(propagation.extract(ROOT_CONTEXT, { baggage }));
  return read ? propagation.setBaggage(active, read) : active;
}
