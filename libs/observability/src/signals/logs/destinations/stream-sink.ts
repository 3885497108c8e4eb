import { troubleOf } from './sink';
import type { Sink } from './sink';

interface Stream {
  write(text: string): unknown;
}

/**
 * Standard output where somebody has put a `write` of his own in its place (PM2's cluster mode, a
 * test), or in a worker thread: the lines go through it, since that is what was wanted.
 */
export class StreamSink implements Sink {
  readonly unitBytes = 65_536;
  readonly isIdle = true;
  trouble: string | undefined;

  constructor(private readonly stream: Stream) {}

  take(bytes: Buffer): number {
    try {
      this.stream.write(bytes.toString());
      this.trouble = undefined;
      return bytes.length;
    } catch (error) {
      this.trouble = troubleOf(error) ?? 'failed';
      return 0;
    }
  }

  takeLast(bytes: Buffer): number {
    return this.take(bytes);
  }

  close(): number {
    // The stream is the process's own.
    return 0;
  }
}
