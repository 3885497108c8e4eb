import { HalfLine } from './half-line';
import { append, sizeOf } from './log-path';
import { troubleOf } from './sink';
import type { Sink } from './sink';
import { sleepSync } from './sleep-sync';

/** The members of a rotating-file-stream that are used. */
export interface RotatingStream {
  write(bytes: Buffer, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'rotated' | 'open', listener: () => void): unknown;
  once(event: 'open', listener: () => void): unknown;
  destroy(): unknown;
  /** Its open descriptor. */
  readonly file?: { readonly fd: number; close(): Promise<void> } | undefined;
}

const RETRY_MS = 1000;
const SETTLE_AT_EXIT_MS = 100;
const LOOK_EVERY_MS = 5;

/**
 * A file that the stream rotates. One batch is under way at a time. The stream takes a write that
 * was cut short by a full disk for a whole one, so the size of the file says how much has arrived;
 * the rest is written when there is room again, so that no line is broken.
 */
export class FileSink implements Sink {
  trouble: string | undefined;
  onReady?: () => void;
  private stream: RotatingStream | undefined;
  private held: Buffer | undefined;
  /** The size of the file before the held batch was written. */
  private size: number;
  /** The line at the end of the file whose remainder is held. */
  private readonly halfLine: HalfLine;
  private isRotated = false;
  private isClosed = false;

  /**
   * @param open makes the stream that writes the file and rotates it to `<path>.1`
   * @param unitBytes the size of a batch: only one is under way for each turn of the event loop
   */
  constructor(
    private readonly path: string,
    private readonly open: () => RotatingStream,
    readonly unitBytes = 65_536,
  ) {
    this.size = sizeOf(path);
    this.halfLine = new HalfLine(path);
  }

  get isIdle(): boolean {
    return this.held === undefined;
  }

  take(bytes: Buffer): number {
    if (this.held || this.isClosed) return 0;
    this.held = Buffer.from(bytes);
    void this.deliver(this.held);
    return bytes.length;
  }

  /** Bypasses the stream, whose threads are not awaited any more. */
  takeLast(bytes: Buffer): number {
    return this.carefully(() => {
      this.settle();
      return this.held ? 0 : this.append(bytes);
    });
  }

  close(): number {
    this.isClosed = true;
    // At the exit of the process there is no retry for a file that accepts nothing.
    if (!this.trouble) this.carefully(() => this.settle());
    if (this.held) this.halfLine.cut();
    const dropped = this.held?.length ?? 0;
    this.trouble = 'closed';
    this.held = undefined;
    this.stream?.destroy();
    this.stream = undefined;
    return dropped;
  }

  private async deliver(bytes: Buffer): Promise<void> {
    try {
      const failure = await this.written(bytes);
      this.settled(bytes, this.isClosed ? 0 : this.arrived(), failure);
    } catch (error) {
      this.settled(bytes, 0, error);
    }
  }

  private settled(bytes: Buffer, arrived: number, failure: unknown): void {
    if (this.isClosed) return;
    if (arrived >= bytes.length) {
      this.held = undefined;
      this.halfLine.bytes = 0;
      this.trouble = undefined;
      this.onReady?.();
      return;
    }
    // A partial write reports no error: the disk is full.
    this.trouble = failure ? (troubleOf(failure) ?? 'failed') : 'no_space';
    this.halfLine.note(bytes, arrived);
    this.held = bytes.subarray(arrived);
    this.deliverLater(this.held);
  }

  private deliverLater(bytes: Buffer): void {
    setTimeout(() => {
      if (this.held === bytes) void this.deliver(bytes);
    }, RETRY_MS).unref();
  }

  /** @returns what went wrong */
  private written(bytes: Buffer): Promise<Error | undefined> {
    return new Promise((resolve) => {
      this.stream ??= this.opened();
      this.stream.write(bytes, (error) => {
        // It is unusable after an error.
        if (error) this.stream = undefined;
        resolve(error ?? undefined);
      });
    });
  }

  private opened(): RotatingStream {
    const stream = this.open();
    stream.on('error', () => {
      if (this.stream === stream) this.stream = undefined;
    });
    // It may rotate what it finds before it opens; only what comes then concerns what is held.
    stream.once('open', () => {
      this.size = sizeOf(this.path);
      stream.on('rotated', () => (this.isRotated = true));
    });
    return stream;
  }

  /** How much of the held batch is in the file, or in the rotated file. */
  private arrived(): number {
    const before = this.size;
    this.size = sizeOf(this.path);
    const full = this.isRotated ? sizeOf(`${this.path}.1`) : this.size;
    this.isRotated = false;
    return Math.max(0, full - before);
  }

  /** Waits for the batch that is under way and writes what of it is missing. @returns how much that was */
  private settle(): number {
    const { held, size } = this;
    if (!held) return 0;
    const until = performance.now() + SETTLE_AT_EXIT_MS;
    let arrived = sizeOf(this.path) - size;
    while (arrived >= 0 && arrived < held.length && performance.now() < until) {
      sleepSync(LOOK_EVERY_MS);
      arrived = sizeOf(this.path) - size;
    }
    // A smaller file was rotated, which happens after the write.
    const missing = held.subarray(arrived < 0 ? held.length : arrived);
    if (missing.length > 0) this.halfLine.note(held, arrived);
    const written = this.append(missing);
    this.held = written < missing.length ? missing.subarray(written) : undefined;
    return written;
  }

  /** Appends as many whole lines as fit. @returns how many bytes of them are written */
  private append(bytes: Buffer): number {
    if (bytes.length === 0) return 0;
    const before = sizeOf(this.path);
    try {
      append(this.path, bytes);
      this.halfLine.bytes = 0;
      return bytes.length;
    } catch (error) {
      this.trouble = troubleOf(error) ?? 'failed';
      const arrived = sizeOf(this.path) - before;
      this.halfLine.note(bytes, arrived);
      const whole = Math.max(0, arrived - this.halfLine.bytes);
      this.halfLine.cut();
      return whole;
    }
  }

  /** @returns the bytes that it has written; undefined if it cannot check */
  private carefully(write: () => number): number {
    try {
      return write();
    } catch (error) {
      this.trouble = troubleOf(error) ?? 'failed';
      return 0;
    }
  }
}
