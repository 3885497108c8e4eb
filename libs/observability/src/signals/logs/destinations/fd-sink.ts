import { writeSync } from 'node:fs';
import type { Descriptor } from './descriptor';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** Writes to an open descriptor at once, without Node's stream and its unbounded buffer in between. */
export class FdSink implements Sink {
  readonly unitBytes: number;
  readonly isIdle = true;
  trouble: string | undefined;
  private isReleased = false;

  /** @param release lets go of a descriptor that is the sink's own; the process's own stay open */
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
    // On the process's own, lines that come after the end of the app still have somewhere to go.
    if (!this.release || this.isReleased) return 0;
    // The number may belong to another file of the app from now on.
    this.isReleased = true;
    this.trouble = 'closed';
    this.release();
    return 0;
  }
}
