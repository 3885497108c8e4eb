import { propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import type { RequestContext } from '../../core';

/** The context with the caller's baggage, if there is any and the caller is trusted. */
export function withBaggage(active: Context, { baggage }: RequestContext): Context {
  if (baggage === undefined || propagation.getBaggage(active)) return active;
  const read = propagation.getBaggage(propagation.extract(ROOT_CONTEXT, { baggage }));
  return read ? propagation.setBaggage(active, read) : active;
}
