import { Backoff } from '../../../core';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** The members of a connection that are used. */
export interface Connection {
  on(event: 'error', listener: (error: Error) => void): unknown;
  once(event: 'connect' | 'close', listener: () => void): unknown;
  write(bytes: Buffer, done: (error?: Error | null) => void): unknown;
  setKeepAlive(isOn: boolean): unknown;
  resume(): unknown;
  unref(): unknown;
  end(): unknown;
  destroy(): unknown;
}

const PAUSE = { minMs: 250, maxMs: 4000 };
/** If packets are lost, the system itself retries for more than two minutes. */
const CONNECT_WITHIN_MS = 4000;

/**
 * A connection that is re-established when it breaks. One batch is sent at a time; what the old
 * connection did not send completely is sent again, so a line may arrive twice, but never split.
 */
export class SocketSink implements Sink {
  readonly unitBytes = 65_536;
  trouble: string | undefined;
  onReady?: () => void;
  private socket: Connection | undefined;
  private isConnected = false;
  private held: Buffer | undefined;
  private readonly backoff = new Backoff(PAUSE);
  /** Ends the wait for a connection, or the pause before the next one. */
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param connect opens a connection */
  constructor(private readonly connect: () => Connection) {
    this.open();
  }

  get isIdle(): boolean {
    return this.held === undefined;
  }

  take(bytes: Buffer): number {
    if (this.held || !this.socket || !this.isConnected) return 0;
    // A copy: the buffer is reused before the socket has sent it.
    this.held = Buffer.from(bytes);
    this.send(this.socket, this.held);
    return bytes.length;
  }

  /** Sockets need the event loop, which has ended. */
  takeLast(): number {
    this.trouble ??= 'shutdown';
    return 0;
  }

  close(): number {
    this.isClosed = true;
    clearTimeout(this.timer);
    if (this.isConnected) this.socket?.end();
    else this.socket?.destroy();
    const dropped = this.held?.length ?? 0;
    this.held = undefined;
    this.forgetSocket();
    return dropped;
  }

  private open(): void {
    const socket = this.connect();
    this.socket = socket;
    socket.unref();
    socket.setKeepAlive(true);
    socket.on('error', (error) => (this.trouble = troubleOf(error) ?? 'failed'));
    socket.once('connect', () => this.opened(socket));
    socket.once('close', () => this.openLater());
    // Responses are ignored, but must be read to detect the end of the connection.
    socket.resume();
    this.timer = setTimeout(() => this.giveUp(socket), CONNECT_WITHIN_MS).unref();
  }

  private giveUp(socket: Connection): void {
    this.trouble = 'unreachable';
    socket.destroy();
  }

  private opened(socket: Connection): void {
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.isConnected = true;
    this.trouble = undefined;
    this.backoff.reset();
    if (this.held) this.send(socket, this.held);
    else this.onReady?.();
  }

  private openLater(): void {
    clearTimeout(this.timer);
    this.forgetSocket();
    if (this.isClosed) return;
    this.trouble ??= 'unreachable';
    this.timer = setTimeout(() => this.open(), this.backoff.next()).unref();
  }

  private forgetSocket(): void {
    this.socket = undefined;
    this.isConnected = false;
  }

  private send(socket: Connection, bytes: Buffer): void {
    socket.write(bytes, (error) => {
      if (error || this.held !== bytes) return;
      this.held = undefined;
      this.onReady?.();
    });
  }
}
