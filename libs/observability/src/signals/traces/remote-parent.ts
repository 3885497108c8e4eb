import { trace } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { TraceParent } from '../../core';

/** The context in which the caller's span is the active one. */
export function remoteParent(base: Context, { traceId, spanId, sampled }: TraceParent): Context {
  return trace.setSpanContext(base, {
    traceId,
    spanId,
    traceFlags: sampled ? 1 : 0,
    isRemote: true,
  });
}
