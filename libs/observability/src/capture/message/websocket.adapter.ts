import type { MessageRoute, Observer, Origin, User } from '../../core';
import { messageOrigin } from './message-origin';
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
  readonly requestIdHeader: string;
  readonly user: (client: unknown) => User | undefined;
}

const observed = new WeakSet<object>();

/** Observes each message of each client in a context of its own; a connection has none. */
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
    const own = handlers.map((handler) => observe(handler, user, observer, options));
    return bindMessageHandlers.call(adapter, client, own, ...rest);
  };
  Object.defineProperty(adapter, 'bindMessageHandlers', { value: bind, configurable: true });
}

function observe(
  handler: MessageHandler,
  user: NonNullable<Origin['user']>,
  observer: Observer,
  { requestIdHeader }: MessageOptions,
): MessageHandler {
  const pattern = String(handler.message);
  const route: MessageRoute = { transport: 'websocket', pattern, isEvent: false };
  const callback = (...args: unknown[]): unknown => {
    const origin = { ...messageOrigin(args.slice(0, 1), requestIdHeader), user };
    return runMessage(observer, route, origin, () => handler.callback(...args));
  };
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
