import { propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { RequestContext } from '../../core';

/** The context with the baggage of the caller in it, where it has sent some and is trusted. */
export function withBaggage(active: Context, { baggage }: RequestContext): Context {
  if (baggage === undefined || propagation.getBaggage(active)) return active;
  const read = propagation.getBaggage(propagation.extract(ROOT_CONTEXT, { baggage }));
  return read ? propagation.setBaggage(active, read) : active;
}
