import { troubleOf } from './sink';
import type { Sink } from './sink';

interface Stream {
  write(text: string): unknown;
}

/**
 * Standard output if its `write` was replaced (PM2's cluster mode, a test), or in a worker thread: lines
 * are written with the replaced `write`.
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
    // The stream belongs to the process.
    return 0;
  }
}
