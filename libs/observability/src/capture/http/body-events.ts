import type { IncomingMessage } from 'node:http';
import { currentContext, runInContext } from '../../core';
import type { RequestContext } from '../../core';
import { keepMethodOfRequest, previousOf } from './previous-methods';

const CONTEXT = Symbol('context');

interface Received extends IncomingMessage {
  [CONTEXT]?: RequestContext;
}

type Emit = (this: Received, ...args: unknown[]) => boolean;

/**
 * Code that waits for the body is woken by the connection, outside the request's context, and the
 * handler then runs there too (nestjs-pino#546: Fastify with a body; multer). So the body's events
 * are emitted inside it. One function serves all requests: with a closure for each, V8 keeps dead
 * requests through its young collections and grows the young generation to 128 MB.
 */
export function keepContextInBodyEvents(request: IncomingMessage, context: RequestContext): void {
  if (!keepMethodOfRequest(request, 'emit')) return;
  (request as Received)[CONTEXT] = context;
  request.emit = emitInContext as IncomingMessage['emit'];
}

const emitInContext: Emit = function emitInContext(this: Received, ...args) {
  const emit = previousOf(this).emit as Emit;
  const context = this[CONTEXT];
  if (!context || currentContext() === context) return emit.apply(this, args);
  return runInContext(context, () => emit.apply(this, args));
};
