import type { MessageRoute, Observer } from '../../core';
import { messageOrigin } from './message-origin';
import type { MessageIdRules } from './message-origin';
import { runMessage } from './run-message';

/** A handler as a server keeps it; further handlers of one event hang on it as a chain. */
interface RpcHandler {
  (...args: unknown[]): unknown;
  next?: RpcHandler;
}

/** What is called of a microservice server. */
interface RpcServer {
  readonly transportId?: unknown;
  addHandler(pattern: unknown, handler: RpcHandler, isEvent?: boolean, extras?: object): void;
}

/** Nest's numbers of its transports, in the words of OpenTelemetry. */
const TRANSPORTS = ['tcp', 'redis', 'nats', 'mqtt', 'grpc', 'rabbitmq', 'kafka'] as const;

/** Observes each message that the server hands to a handler: guards, pipes, interceptors and filters included. */
export function observeRpcServer(server: unknown, observer: Observer, rules: MessageIdRules): void {
  if (!isRpcServer(server)) return;
  const { addHandler } = server;
  const transport = transportOf(server.transportId);
  const addObserved: RpcServer['addHandler'] = (pattern, handler, isEvent = false, extras = {}) => {
    const route = { transport, pattern: textOf(pattern), isEvent };
    const observed = observe(handler, route, observer, rules);
    addHandler.call(server, pattern, observed, isEvent, extras);
  };
  Object.defineProperty(server, 'addHandler', { value: addObserved, configurable: true });
}

function observe(
  handler: RpcHandler,
  route: MessageRoute,
  observer: Observer,
  rules: MessageIdRules,
): RpcHandler {
  const observed: RpcHandler = (...args) =>
    runMessage(observer, route, messageOrigin(args, route, rules), () => handler(...args));
  // Nest hangs the next handler on what the server keeps and looks for it on its own one.
  return Object.defineProperty(observed, 'next', {
    get: () => handler.next,
    set: (next: RpcHandler | undefined) => {
      handler.next = next;
    },
  });
}

function isRpcServer(server: unknown): server is RpcServer {
  return typeof (server as Partial<RpcServer> | null)?.addHandler === 'function';
}

/** The app's own transports have a symbol, a name or nothing. */
function transportOf(id: unknown): string {
  if (typeof id === 'number') return TRANSPORTS[id] ?? 'custom';
  if (typeof id === 'symbol') return id.description ?? 'custom';
  return typeof id === 'string' ? id : 'custom';
}

/** A pattern stands in the code, so it may be a label. */
function textOf(pattern: unknown): string {
  if (pattern instanceof RegExp) return pattern.source;
  return typeof pattern === 'string' ? pattern : (JSON.stringify(pattern) ?? '');
}
