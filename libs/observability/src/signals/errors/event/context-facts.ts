import type { RequestContext } from '../../../core';

type Tags = Readonly<Record<string, string>>;

/** The ids that log lines and spans have as well. */
export function idTagsOf({ requestId, untrusted, failedOperation }: RequestContext): Tags {
  return {
    request_id: requestId,
    ...(untrusted && { caller_trace_id: untrusted.traceId }),
    ...(failedOperation !== undefined && { operation: failedOperation }),
  };
}

/** Sentry's context `trace`. */
export function traceOf({ traceId, spanId, parent }: RequestContext): object {
  return { trace_id: traceId, span_id: spanId, parent_span_id: parent?.spanId };
}

/** The allowed fields of the user; undefined if there is none. */
export function userOf({ user }: RequestContext, pii: boolean): object | undefined {
  if (!user) return undefined;
  const { id, name, email } = user;
  return pii ? { id, username: name, email } : { id };
}

/** The tenant of the work. */
export function tenantTagsOf({ tenant }: RequestContext): Tags {
  return {
    ...(tenant?.id !== undefined && { 'tenant.id': tenant.id }),
    ...(tenant?.name !== undefined && { 'tenant.name': tenant.name }),
  };
}
