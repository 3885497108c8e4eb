import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/**
 * What a proxy does to its connections:
 * - `pass`: nothing;
 * - `hang`: keeps every byte back; when it ends, they go on;
 * - `reset`: cuts those that are open, and each new one, with a TCP reset;
 * - `drop`: swallows every byte, as a black hole does; such a connection stays dead afterwards;
 * - `half-open`: the server's side is closed and the client is not told; it stays dead afterwards;
 * - `slow`: each piece waits for `delayMs`.
 */
export type ProxyMode = 'pass' | 'hang' | 'reset' | 'drop' | 'half-open' | 'slow';

export const PROXY_FAULTS = ['hang', 'reset', 'drop', 'half-open'] as const;

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  isDead: boolean;
}

/** A TCP proxy in front of a server, whose faults can be switched while it runs. */
export class FaultProxy {
  /** How long each piece waits in mode `slow`, in milliseconds. */
  delayMs = 200;
  /** Connections that clients have made so far. */
  accepted = 0;
  private readonly pairs = new Set<Pair>();
  private now: ProxyMode = 'pass';

  private constructor(
    private readonly listener: Server,
    readonly port: number,
    private readonly targetPort: number,
  ) {
    listener.on('connection', (client) => this.accept(client));
  }

  static async start(targetPort: number): Promise<FaultProxy> {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as { port: number };
    return new FaultProxy(listener, port, targetPort);
  }

  get mode(): ProxyMode {
    return this.now;
  }

  set mode(mode: ProxyMode) {
    this.now = mode;
    for (const pair of this.pairs) this.apply(pair);
  }

  /** Connections that clients have open. */
  get open(): number {
    return this.pairs.size;
  }

  async stop(): Promise<void> {
    for (const { client, server } of this.pairs) {
      client.destroy();
      server.destroy();
    }
    await new Promise((resolve) => this.listener.close(resolve));
  }

  private accept(client: Socket): void {
    const pair = { client, server: connect(this.targetPort, '127.0.0.1'), isDead: false };
    this.pairs.add(pair);
    this.accepted += 1;
    this.join(pair, client, pair.server);
    this.join(pair, pair.server, client);
    client.once('close', () => this.pairs.delete(pair));
    this.apply(pair);
  }

  private join(pair: Pair, from: Socket, to: Socket): void {
    from.on('data', (bytes: Buffer) => this.forward(pair, bytes, to));
    from.on('error', () => undefined);
    from.once('close', () => !pair.isDead && to.destroy());
  }

  private forward(pair: Pair, bytes: Buffer, to: Socket): void {
    if (pair.isDead) return;
    if (this.now === 'slow') setTimeout(() => to.writable && to.write(bytes), this.delayMs);
    else if (to.writable) to.write(bytes);
  }

  private apply(pair: Pair): void {
    const { client, server } = pair;
    const isHeld = this.now === 'hang';
    for (const socket of [client, server]) {
      if (isHeld) socket.pause();
      else socket.resume();
    }
    if (this.now === 'reset') client.resetAndDestroy();
    if (this.now === 'drop' || this.now === 'half-open') pair.isDead = true;
    if (this.now === 'half-open') server.destroy();
  }
}
