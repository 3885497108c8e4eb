import type { ServerResponse } from 'node:http';
import { currentContext, runInContext } from '../../core';
import { observationOfReply } from './nest-exceptions';
import { OBSERVATION } from './observed-response';
import type { HttpObservation } from './observed-response';

/** Node's own response, or Fastify's reply with it. */
type Reply = (ServerResponse | { readonly raw: ServerResponse }) & {
  readonly [OBSERVATION]?: HttpObservation;
};
type Target = (request: unknown, reply: Reply | undefined, next: unknown) => unknown;
type CreateProxy = (this: unknown, target: Target, exceptions: unknown) => unknown;

const hooked = new WeakSet<object>();

/**
 * Runs Nest's handlers, with their guards, pipes and interceptors, and Nest's own middleware in the context of their
 * request. A middleware that goes on from the queue of a driver or a pool leaves them in the context of whichever
 * request began that queue. To be called before Nest registers routes.
 */
export function keepHandlersInTheirContext(): void {
  const proxy = routerProxy();
  if (!proxy || hooked.has(proxy)) return;
  hooked.add(proxy);
  const { createProxy } = proxy;
  proxy.createProxy = function createProxyInContext(target, exceptions) {
    return createProxy.call(this, inItsContext(target), exceptions);
  };
}

function inItsContext(target: Target): Target {
  return function targetInItsContext(request, reply, next) {
    const context = (reply?.[OBSERVATION] ?? observationOfReply(reply))?.context;
    if (context === undefined || context === currentContext()) return target(request, reply, next);
    return runInContext(context, target, request, reply, next);
  };
}

/**
 * `RouterProxy` of @nestjs/core 11 and 12; undefined in a Nest that has it elsewhere.
 * The literal name lets bundlers include it.
 */
function routerProxy(): { createProxy: CreateProxy } | undefined {
  try {
    const { RouterProxy } = require('@nestjs/core/router/router-proxy.js') as {
      RouterProxy?: { prototype: { createProxy: CreateProxy } };
    };
    return RouterProxy?.prototype;
  } catch {
    return undefined;
  }
}
