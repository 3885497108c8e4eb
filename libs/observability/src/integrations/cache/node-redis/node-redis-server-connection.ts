import type { ServerConnection } from '../../probe/checked-connection';
import { isDeadOnServer } from './client-list';
import { HandshakeWatch } from './handshake-watch';
import type { NodeRedisLike } from './node-redis.contract';

const CONNECT_LIMIT_MS = 1000;

/**
 * The connection of a client of node-redis. What waits in its queue cannot be seen, so the server
 * is asked about it before it is cut: a connection behind a command that blocks is alive.
 */
export class NodeRedisServerConnection implements ServerConnection {
  private readonly handshake: HandshakeWatch;
  /** The connection's number on the server; empty where the server does not reveal it. */
  private number: string | undefined;

  constructor(private readonly redis: NodeRedisLike) {
    this.handshake = new HandshakeWatch(redis);
    redis.on('connect', () => {
      this.number = undefined;
    });
  }

  /** A connection was made and waits for its first replies. */
  get isInHandshake(): boolean {
    return this.handshake.waits;
  }

  isOpen(): boolean {
    return this.redis.isReady || this.isInHandshake;
  }

  /** Reads the connection's number, once for each connection. */
  async learnNumber(): Promise<void> {
    if (this.number !== undefined) return;
    // A user without that permission is no sign of a fault.
    const number = await this.redis.sendCommand(['CLIENT', 'ID']).catch(() => '');
    this.number = String(number);
  }

  async isDead(signal: AbortSignal): Promise<boolean> {
    const { number, handshake } = this;
    return withFreshClient(this.redis, signal, async (fresh) => {
      if (handshake.waits) return (await fresh.ping()) !== undefined;
      if (!number) return false;
      return isDeadOnServer(await fresh.sendCommand(['CLIENT', 'LIST', 'ID', number]), number);
    });
  }

  /**
   * Its commands under way fail, as they would with any connection that ends. The client is
   * opened again once its own attempt, if it was at one, has heard of the end.
   */
  cut(): void {
    close(this.redis);
    setImmediate(() => setImmediate(() => this.open()));
  }

  private open(): void {
    // Somebody else, as Keyv does, may have opened it meanwhile.
    if (!this.redis.isOpen) this.redis.connect().catch(() => undefined);
  }
}

async function withFreshClient<R>(
  redis: NodeRedisLike,
  signal: AbortSignal,
  ask: (fresh: NodeRedisLike) => Promise<R>,
): Promise<R> {
  const fresh = redis.duplicate(forOneQuestion(redis));
  fresh.on('error', () => undefined);
  const end = (): void => close(fresh);
  signal.addEventListener('abort', end);
  try {
    await fresh.connect();
    return await ask(fresh);
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

/** The client's own settings, for one question, without a second try. */
function forOneQuestion({ options }: NodeRedisLike): Readonly<Record<string, unknown>> {
  return {
    socket: { ...options?.socket, reconnectStrategy: false, connectTimeout: CONNECT_LIMIT_MS },
    disableOfflineQueue: true,
    clientSideCache: undefined,
    maintNotifications: 'disabled',
    pingInterval: 0,
    name: undefined,
  };
}

function close(redis: NodeRedisLike): void {
  if (!redis.isOpen) return;
  if (redis.destroy) redis.destroy();
  else void Promise.resolve(redis.disconnect()).catch(() => undefined);
}
