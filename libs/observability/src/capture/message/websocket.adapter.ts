import type { MessageRoute, Observer, Origin, User } from '../../core';
import { runMessage } from './run-message';

/** A handler of one connection: `@SubscribeMessage` with the client bound to it. */
interface MessageHandler {
  readonly message: unknown;
  readonly callback: (...args: unknown[]) => unknown;
}

/** What is called of a WebSocket adapter when a client connects. */
interface WebSocketAdapter {
  bindMessageHandlers(
    client: unknown,
    handlers: readonly MessageHandler[],
    ...rest: unknown[]
  ): unknown;
}

/** How messages are observed. */
interface MessageOptions {
  readonly user: (client: unknown) => User | undefined;
}

const observed = new WeakSet<object>();

/**
 * Observes each message of each client in a context of its own; a connection has none. The payload is the
 * client's data, so no id in it is believed: each message begins a trace.
 */
export function observeWebSockets(
  adapter: unknown,
  observer: Observer,
  options: MessageOptions,
): void {
  if (!isAdapter(adapter) || observed.has(adapter)) return;
  observed.add(adapter);
  const { bindMessageHandlers } = adapter;
  const bind: WebSocketAdapter['bindMessageHandlers'] = (client, handlers, ...rest) => {
    const user = (): User | undefined => carefully(() => options.user(client));
    const own = handlers.map((handler) => observe(handler, user, observer));
    return bindMessageHandlers.call(adapter, client, own, ...rest);
  };
  Object.defineProperty(adapter, 'bindMessageHandlers', { value: bind, configurable: true });
}

function observe(
  handler: MessageHandler,
  user: NonNullable<Origin['user']>,
  observer: Observer,
): MessageHandler {
  const pattern = String(handler.message);
  const route: MessageRoute = { transport: 'websocket', pattern, isEvent: false };
  const callback = (...args: unknown[]): unknown =>
    runMessage(observer, route, { user }, () => handler.callback(...args));
  return { ...handler, callback };
}

function isAdapter(adapter: unknown): adapter is WebSocketAdapter {
  return typeof (adapter as Partial<WebSocketAdapter> | null)?.bindMessageHandlers === 'function';
}

/** The app's own function, called while a log line is written: its fault must not end there. */
function carefully(ask: () => User | undefined): User | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
