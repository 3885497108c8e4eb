import type { ServerConnection } from '../../probe/checked-connection';
import { isDeadOnServer } from './client-list';
import { HandshakeWatch } from './handshake-watch';
import type { NodeRedisLike } from './node-redis.contract';

const CONNECT_LIMIT_MS = 1000;

/**
 * The connection of a client of node-redis. Its command queue cannot be read, so the server's
 * CLIENT LIST is checked before it is cut: a connection with a blocking command is alive.
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

  /** Whether a connection is established and waits for its first replies. */
  get isInHandshake(): boolean {
    return this.handshake.waits;
  }

  isOpen(): boolean {
    return this.redis.isReady || this.isInHandshake;
  }

  /** Reads the connection's number, once for each connection. */
  async learnNumber(): Promise<void> {
    if (this.number !== undefined) return;
    // A missing permission is no fault.
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
   * Its pending commands fail, as they do whenever a connection ends. The client is opened again
   * after its own attempt to connect, if any, has ended.
   */
  cut(): void {
    close(this.redis);
    setImmediate(() => setImmediate(() => this.open()));
  }

  private open(): void {
    // Other code, such as Keyv, may have opened it meanwhile.
    if (!this.redis.isOpen) this.redis.connect().catch(() => undefined);
  }
}

async function withFreshClient<R>(
  redis: NodeRedisLike,
  signal: AbortSignal,
  ask: (fresh: NodeRedisLike) => Promise<R>,
): Promise<R> {
  const fresh = redis.duplicate(singleRequestOptions(redis));
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

/** The client's own settings, for one request, without retries. */
function singleRequestOptions({ options }: NodeRedisLike): Readonly<Record<string, unknown>> {
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
