import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** The members of a socket that are used. */
export interface DatagramSocket {
  on(event: 'error', listener: (error: Error) => void): unknown;
  connect(port: number, host: string, done: () => void): unknown;
  send(bytes: Buffer, done: (error?: Error | null) => void): unknown;
  unref(): unknown;
  close(): unknown;
}

const MAX_UNDER_WAY = 64;
const RETRY_MS = 1000;
/** The level of a line whose failure is no longer reported. */
const NO_LEVEL = 0;

/** UDP: each line is one datagram, without confirmation of delivery. */
export class DatagramSink implements Sink {
  /** One line at a time. */
  readonly unitBytes = 1;
  trouble: string | undefined;
  onReady?: () => void;
  onDrop?: (level: number, reason: string) => void;
  private socket: DatagramSocket | undefined;
  private underWay = 0;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly host: string,
    private readonly port: number,
    private readonly make: () => DatagramSocket = () => socketFor(host),
  ) {
    this.open();
  }

  get isIdle(): boolean {
    return this.underWay === 0;
  }

  take(bytes: Buffer, level: number): number {
    return this.underWay < MAX_UNDER_WAY ? this.send(bytes, level) : 0;
  }

  /** The system accepts them at once; the confirmation would need the event loop, which has ended. */
  takeLast(bytes: Buffer): number {
    this.trouble ??= this.socket ? undefined : 'shutdown';
    return this.send(bytes, NO_LEVEL);
  }

  close(): number {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
    return 0;
  }

  private send(bytes: Buffer, level: number): number {
    if (!this.socket) return 0;
    const line = Buffer.from(bytes);
    this.underWay += 1;
    this.socket.send(line, (failure) => {
      // The system reports the ICMP error of an earlier line instead of sending this one (udp(7)).
      if (failure && this.socket) this.socket.send(line, (again) => this.sent(level, again));
      else this.sent(level, failure);
    });
    return bytes.length;
  }

  private sent(level: number, failure?: Error | null): void {
    this.underWay -= 1;
    if (failure && !this.isClosed) this.onDrop?.(level, troubleOf(failure) ?? 'failed');
    if (this.underWay === 0) this.onReady?.();
  }

  /** Connected, so that the name is resolved once and not for each line. */
  private open(): void {
    const socket = this.make();
    socket.unref();
    // A connected socket gets an error if no server listens on the port; the next line may be delivered.
    socket.on('error', (error) => {
      if (!this.socket) this.openLater(socket, error);
    });
    socket.connect(this.port, this.host, () => {
      if (this.isClosed) socket.close();
      else this.opened(socket);
    });
  }

  private opened(socket: DatagramSocket): void {
    this.socket = socket;
    this.trouble = undefined;
    this.onReady?.();
  }

  /** The host name cannot be resolved (yet). */
  private openLater(socket: DatagramSocket, error: Error): void {
    this.trouble = troubleOf(error) ?? 'failed';
    socket.close();
    if (!this.isClosed) this.timer = setTimeout(() => this.open(), RETRY_MS).unref();
  }
}

function socketFor(host: string): DatagramSocket {
  return createSocket(isIPv6(host) ? 'udp6' : 'udp4');
}
