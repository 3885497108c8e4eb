import type { ServerResponse } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';
import { currentContext, runInContext } from '../../core';
import type { RequestObservation } from '../../core';
import { observationOf } from './observed-response';

type Next = (this: unknown, exception: unknown, host: ArgumentsHost) => void;

const hooked = new WeakSet<object>();

/**
 * Captures each error where Nest looks for its filter: whatever the app's filters look like, and whichever context is
 * active (a driver may have woken the handler in that of another request), the error belongs to the request that it is
 * handled for. What filters log and report belongs to it as well.
 */
export function watchNestExceptions(): void {
  const handler = exceptionsHandler();
  if (!handler || hooked.has(handler)) return;
  hooked.add(handler);
  const { next } = handler;
  handler.next = function nextOfItsRequest(exception, host) {
    const context = observationIn(host)?.context;
    context?.fail(exception);
    const isAtHome = context === undefined || context === currentContext();
    if (isAtHome) next.call(this, exception, host);
    else runInContext(context, () => next.call(this, exception, host));
  };
}

/**
 * `ExceptionsHandler` of @nestjs/core 11 and 12; undefined in a Nest that has it elsewhere.
 * The literal name lets bundlers include it.
 */
function exceptionsHandler(): { next: Next } | undefined {
  try {
    const { ExceptionsHandler } = require('@nestjs/core/exceptions/exceptions-handler.js') as {
      ExceptionsHandler?: { prototype: { next: Next } };
    };
    return ExceptionsHandler?.prototype;
  } catch {
    return undefined;
  }
}

/** An app may call the handler with a host of its own. */
function observationIn(host: Partial<ArgumentsHost> | undefined): RequestObservation | undefined {
  return observationOfReply(host?.getArgByIndex?.(1));
}

/** The observation of a response as Nest has it: Node's own, or Fastify's reply with Node's response in it. */
export function observationOfReply(
  reply: { readonly raw?: ServerResponse } | ServerResponse | undefined,
): RequestObservation | undefined {
  if (typeof reply !== 'object' || reply === null) return undefined;
  const known = observationOf(reply as ServerResponse);
  if (known) return known;
  const { raw } = reply as { readonly raw?: ServerResponse };
  return raw && observationOf(raw);
}
