import { AsyncLocalStorage } from 'node:async_hooks';
import { Server } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  context as otel,
  createContextKey,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { Context, ContextManager, Span } from '@opentelemetry/api';

const RPC_METADATA = createContextKey('OpenTelemetry SDK Context Key RPC_METADATA');

type Emit = (this: Server, name: string, ...args: unknown[]) => boolean;

/** OpenTelemetry's context on an AsyncLocalStorage, as an SDK for Node brings it. */
export class OwnContextManager implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.storage.getStore() ?? ROOT_CONTEXT;
  }

  with: ContextManager['with'] = (context, work, thisArg, ...args) =>
    this.storage.run(context, () => work.apply(thisArg, args));

  bind<T>(_context: Context, target: T): T {
    return target;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }
}

/**
 * Does what @opentelemetry/instrumentation-http does with each request that a server hears of.
 * @param isOfApp whether the address is the app's: a back end in the same process would trace its own spans
 * @returns takes it back
 */
export function instrumentServers(isOfApp: (url: string) => boolean): () => void {
  // The widest of its overloads.
  const server = Server.prototype as { emit: Emit };
  const { emit } = server;
  server.emit = function emitInSpan(name, ...args) {
    // What Node hands to listeners of requests.
    const [request, response] = args as [IncomingMessage, ServerResponse];
    if (name !== 'request' || !isOfApp(request.url ?? '')) return emit.call(this, name, ...args);
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const { method = '' } = request;
    const span = trace.getTracer('http').startSpan(method, { kind: SpanKind.SERVER }, parent);
    const metadata: { type: string; span: Span; route?: string } = { type: 'http', span };
    response.on('close', () => {
      if (metadata.route !== undefined) span.updateName(`${method} ${metadata.route}`);
      span.end();
    });
    const active = trace.setSpan(parent, span).setValue(RPC_METADATA, metadata);
    return otel.with(active, () => emit.call(this, name, ...args));
  };
  return () => {
    server.emit = emit;
  };
}
