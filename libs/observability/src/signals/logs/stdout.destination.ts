import { writeSync } from 'node:fs';
import type { LogDestination } from './logs.options';

const STDOUT = 1;
/** Nobody who reads along notices; a busy server makes a hundredth of the system calls. */
const WITHIN_MS = 10;
const BYTES = 65_536;
/** Of UTF-8, for each unit of a string. */
const MOST_BYTES_OF_A_CHARACTER = 3;

/**
 * Standard output, written every 10 ms or 64 KiB: a line costs a copy into a buffer, not a system
 * call, and no text lives on until it is written. What is left when the process exits is written then.
 */
export class StdoutDestination implements LogDestination {
  private readonly buffer = Buffer.allocUnsafeSlow(BYTES);
  private used = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly flushAtExit = (): void => this.flushSync();

  constructor() {
    process.once('exit', this.flushAtExit);
  }

  write(line: string): void {
    const most = line.length * MOST_BYTES_OF_A_CHARACTER;
    if (this.used + most > BYTES) this.flush();
    if (most > BYTES) {
      process.stdout.write(line);
      return;
    }
    this.used += this.buffer.write(line, this.used);
    this.timer ??= setTimeout(() => this.flush(), WITHIN_MS).unref();
  }

  /** Writes what is left and lets go of the process. */
  close(): void {
    this.flush();
    process.removeListener('exit', this.flushAtExit);
  }

  private flush(): void {
    // A copy: a pipe may take it later, when the buffer holds other lines.
    if (this.used > 0) process.stdout.write(Buffer.from(this.take()));
  }

  private flushSync(): void {
    if (this.used > 0) writeSync(STDOUT, this.take());
  }

  private take(): Buffer {
    const written = this.buffer.subarray(0, this.used);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.used = 0;
    return written;
  }
}
