import type { LogStream, LogTarget } from './log-destination';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** A stream and the methods that write lines. */
export interface WritableLogStream extends LogStream {
  write(line: string): unknown;
}

/** Whether it is a stream, not only an object with `write`. */
export function isLogStream(target: LogTarget): target is WritableLogStream {
  return 'on' in target && typeof target.on === 'function';
}

/** Writes to a stream of the app, line by line, with backpressure. The app closes it. */
export class WritableSink implements Sink {
  /** One line at a time. */
  readonly unitBytes = 1;
  trouble: string | undefined;
  onReady?: () => void;
  private readonly onDrain = (): void => this.onReady?.();
  private readonly onError = (error?: unknown): void => {
    this.trouble = troubleOf(error) ?? 'failed';
  };

  constructor(private readonly stream: WritableLogStream) {
    keepFromCrashing(stream);
    stream.on('drain', this.onDrain);
    stream.on('error', this.onError);
  }

  get isIdle(): boolean {
    return !this.stream.writableLength;
  }

  take(bytes: Buffer): number {
    if (this.stream.destroyed) {
      this.trouble ??= 'closed';
      return 0;
    }
    if (this.stream.writableNeedDrain) return 0;
    try {
      this.stream.write(bytes.toString());
      this.trouble = undefined;
      return bytes.length;
    } catch (error) {
      this.onError(error);
      return 0;
    }
  }

  takeLast(bytes: Buffer): number {
    return this.take(bytes);
  }

  close(): number {
    this.stream.removeListener('drain', this.onDrain);
    this.stream.removeListener('error', this.onError);
    return 0;
  }
}

const guarded = new WeakSet<LogStream>();

/** An unhandled 'error' event would crash the app, also after this sink is closed. */
function keepFromCrashing(stream: WritableLogStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', () => undefined);
}
