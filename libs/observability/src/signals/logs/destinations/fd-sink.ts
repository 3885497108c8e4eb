import { writeSync } from 'node:fs';
import type { Descriptor } from './descriptor';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** Writes to an open descriptor synchronously, without Node's stream and its unbounded buffer. */
export class FdSink implements Sink {
  readonly unitBytes: number;
  readonly isIdle = true;
  trouble: string | undefined;
  private isReleased = false;

  /** @param release closes a descriptor of the sink; standard streams stay open */
  constructor(
    private readonly descriptor: Descriptor,
    private readonly release?: () => void,
  ) {
    this.unitBytes = descriptor.unitBytes;
  }

  take(bytes: Buffer): number {
    if (this.isReleased) return 0;
    try {
      const taken = writeSync(this.descriptor.fd, bytes);
      this.trouble = undefined;
      return taken;
    } catch (error) {
      this.trouble = troubleOf(error);
      return 0;
    }
  }

  takeLast(bytes: Buffer): number {
    return this.take(bytes);
  }

  close(): number {
    // Standard streams still accept lines after the app has closed.
    if (!this.release || this.isReleased) return 0;
    // The number may be reused for another file of the app.
    this.isReleased = true;
    this.trouble = 'closed';
    this.release();
    return 0;
  }
}
