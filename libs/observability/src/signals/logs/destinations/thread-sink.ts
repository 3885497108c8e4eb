import { messageOf } from '../../../core';
import type { Sink } from './sink';

/** The members of the thread that are used. */
interface ThreadWorker {
  unref(): void;
  terminate(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** The members that are used of a stream to another thread, as `pino.transport()` creates it. */
export interface ThreadStream {
  write(bytes: Buffer): unknown;
  flush(done: (error?: Error) => void): void;
  flushSync(): void;
  end(): void;
  on(event: 'error' | 'close', listener: (error?: Error) => void): unknown;
  readonly worker?: ThreadWorker;
}

/** Whether an object is such a stream. */
export function isThreadStream(value: object): value is ThreadStream {
  const { worker, flush, flushSync } = value as Partial<ThreadStream>;
  return worker !== undefined && typeof flush === 'function' && typeof flushSync === 'function';
}

/** A thread that has not confirmed a batch for so long is stuck, and is not awaited at the end. */
const STUCK_MS = 250;

/**
 * A pino transport in its thread. One batch is sent at a time, until the thread confirms it; so it is
 * known which lines a thread that dies has not written, and whether it is worth waiting for.
 */
export class ThreadSink implements Sink {
  readonly unitBytes = 65_536;
  trouble: string | undefined;
  onReady?: () => void;
  private held: Buffer | undefined;
  private heldSince = 0;
  private isDead = false;

  /** @param onDeath called once when the thread has died, with the unconfirmed bytes */
  constructor(
    private readonly stream: ThreadStream,
    private readonly onDeath: (unconfirmed: Buffer | undefined, reason: string) => void,
  ) {
    stream.on('error', (error) => this.die(error?.message ?? 'it failed'));
    stream.on('close', () => this.die('it ended'));
    // The only event of a thread that cannot start (its file is missing) or has no memory left; unhandled, it would crash the app.
    stream.worker?.on('error', (error) => this.die(messageOf(error)));
  }

  get isIdle(): boolean {
    return this.held === undefined;
  }

  take(bytes: Buffer): number {
    if (this.held || this.isDead) return 0;
    const held = Buffer.from(bytes);
    this.held = held;
    this.heldSince = performance.now();
    this.stream.write(held);
    this.stream.flush((error) => {
      if (error || this.held !== held) return;
      this.held = undefined;
      this.onReady?.();
    });
    // Awaiting a flush would keep the process alive, with a stuck thread forever.
    this.stream.worker?.unref();
    return bytes.length;
  }

  takeLast(bytes: Buffer): number {
    if (this.isStuck) {
      this.trouble ??= 'stalled';
      return 0;
    }
    this.stream.write(Buffer.from(bytes));
    this.held = undefined;
    return bytes.length;
  }

  /** Lets a responsive thread write its remaining lines; a stuck one is stopped. */
  close(): number {
    const { isStuck, held } = this;
    this.held = undefined;
    this.isDead = true;
    try {
      if (isStuck) void this.stream.worker?.terminate();
      else this.stream.end();
    } catch {
      void this.stream.worker?.terminate();
    }
    // pino ends its transports at exit too, and would wait ten seconds for a stuck one.
    this.stream.flushSync = nothing;
    this.stream.end = nothing;
    return isStuck ? (held?.length ?? 0) : 0;
  }

  private get isStuck(): boolean {
    const isLate = this.held !== undefined && performance.now() - this.heldSince > STUCK_MS;
    return this.isDead || isLate;
  }

  private die(reason: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.trouble = 'failed';
    const { held } = this;
    this.held = undefined;
    this.onDeath(held, reason);
  }
}

function nothing(): void {
  // Replaces methods that must not be called any more.
}
