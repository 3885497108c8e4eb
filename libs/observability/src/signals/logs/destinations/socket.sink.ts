import { connect } from 'node:net';
import type { NetConnectOpts, Socket } from 'node:net';
import { troubleOf } from './sink';
import type { Sink } from './sink';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;

/**
 * A connection that is made anew when it breaks. One batch is under way at a time; what the old
 * connection had not taken whole goes through the new one, so a line may come twice, but not in two.
 */
export class SocketSink implements Sink {
  readonly unitBytes = 65_536;
  trouble: string | undefined;
  onReady?: () => void;
  private socket: Socket | undefined;
  private held: Buffer | undefined;
  private pauseMs = FIRST_PAUSE_MS;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly where: NetConnectOpts) {
    this.open();
  }

  get isIdle(): boolean {
    return this.held === undefined;
  }

  take(bytes: Buffer): number {
    if (this.held || !this.socket) return 0;
    // A copy: the buffer holds other lines before the socket is through with it.
    this.held = Buffer.from(bytes);
    this.send(this.socket, this.held);
    return bytes.length;
  }

  /** Sockets need the event loop, which has ended. */
  takeLast(): number {
    this.trouble ??= 'shutdown';
    return 0;
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.socket?.end();
    this.socket = undefined;
  }

  private open(): void {
    const socket = connect(this.where);
    socket.unref();
    socket.setKeepAlive(true);
    socket.on('error', (error) => (this.trouble = troubleOf(error) ?? 'failed'));
    socket.once('connect', () => this.opened(socket));
    socket.once('close', () => this.openLater());
    // What the other side says does not matter, but must be read for its end to be seen.
    socket.resume();
  }

  private opened(socket: Socket): void {
    if (this.isClosed) {
      socket.destroy();
      return;
    }
    this.socket = socket;
    this.trouble = undefined;
    this.pauseMs = FIRST_PAUSE_MS;
    if (this.held) this.send(socket, this.held);
    else this.onReady?.();
  }

  private openLater(): void {
    this.socket = undefined;
    if (this.isClosed) return;
    this.trouble ??= 'unreachable';
    this.timer = setTimeout(() => this.open(), this.pauseMs).unref();
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
  }

  private send(socket: Socket, bytes: Buffer): void {
    socket.write(bytes, (error) => {
      if (error || this.held !== bytes) return;
      this.held = undefined;
      this.onReady?.();
    });
  }
}
