import { writeSync } from 'node:fs';
import type { Descriptor } from './descriptor';
import { troubleOf } from './sink';
import type { Sink } from './sink';

/** Writes to an open descriptor at once, without Node's stream and its unbounded buffer in between. */
export class FdSink implements Sink {
  readonly unitBytes: number;
  readonly isIdle = true;
  trouble: string | undefined;

  constructor(private readonly descriptor: Descriptor) {
    this.unitBytes = descriptor.unitBytes;
  }

  take(bytes: Buffer): number {
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
    // Lines that come after the end of the app still have somewhere to go.
    return 0;
  }
}
