import type { LogStream, LogTarget } from './log-destination';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** A stream, with what lines are written by. */
export interface WritableLogStream extends LogStream {
  write(line: string): unknown;
}

/** Whether it is a stream, and not only something with `write`, which all of them have. */
export function isLogStream(target: LogTarget): target is WritableLogStream {
  return 'on' in target && typeof target.on === 'function';
}

/** A stream of the app's own, line by line. It gets no more than it wants, and is the app's to close. */
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

/** An error that nobody listens to would end the app, also when this sink is closed already. */
function keepFromCrashing(stream: WritableLogStream): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  stream.on('error', () => undefined);
}
