import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** The proxies in front of the shop's servers, by the names that `/faults` uses. */
export type Networks = ReadonlyMap<string, TcpProxy>;
export const NETWORKS = Symbol('NETWORKS');

/** What the network between the shop and a service does. */
export type NetworkMode = 'ok' | 'slow' | 'down' | 'hang';

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
};

/**
 * Stands between the shop and one of its services, so that the network can be broken while the
 * service itself is well: slow, down (connections are cut) or hanging (nothing comes through).
 */
export class TcpProxy {
  private mode: NetworkMode = 'ok';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly target: { readonly host: string; readonly port: number },
    private readonly slowMs: number,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  /**
   * Starts a proxy in front of the URL's host; `urlThrough` gives the address that leads through it.
   * @param slowMs what the mode `slow` adds in each direction
   */
  static async before(
    url: string,
    slowMs: number,
  ): Promise<{ proxy: TcpProxy; urlThrough: string }> {
    const { hostname, port, protocol } = new URL(url);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new TcpProxy(
      server,
      { host: hostname, port: Number(port) || DEFAULT_PORTS[protocol] || 80 },
      slowMs,
    );
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as { port: number }).port);
    return { proxy, urlThrough: through.href };
  }

  get current(): NetworkMode {
    return this.mode;
  }

  set(mode: NetworkMode): void {
    this.mode = mode;
    if (mode === 'down') this.cutAll();
    for (const socket of this.sockets) {
      if (mode === 'hang') socket.pause();
      else socket.resume();
    }
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    if (this.mode === 'down') {
      client.destroy();
      return;
    }
    const service = connect(this.target);
    for (const [from, to] of [
      [client, service],
      [service, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (chunk) => this.pass(chunk, to));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      if (this.mode === 'hang') from.pause();
    }
  }

  private pass(chunk: Buffer, to: Socket): void {
    if (this.mode !== 'slow') to.write(chunk);
    else setTimeout(() => to.writable && to.write(chunk), this.slowMs).unref();
  }

  private cutAll(): void {
    for (const socket of this.sockets) socket.destroy();
  }
}
