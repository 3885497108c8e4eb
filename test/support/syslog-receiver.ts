import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A syslog server over TCP that keeps what it gets as it came. */
export class SyslogReceiver {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly chunks: Buffer[] = [];

  private constructor() {
    this.server = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
      socket.on('error', () => undefined);
    });
  }

  static async start(): Promise<SyslogReceiver> {
    const receiver = new SyslogReceiver();
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** All messages since the last {@link clear}. */
  get text(): string {
    return Buffer.concat(this.chunks).toString();
  }

  clear(): void {
    this.chunks.length = 0;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
