import { writeSync } from 'node:fs';
import type { LogDestination } from './logs.options';

const STDOUT = 1;

/**
 * Standard output, written once per turn of the event loop: a line costs a push, not a system
 * call. What is left when the process exits is written then.
 */
export class StdoutDestination implements LogDestination {
  private lines: string[] = [];
  private readonly flushAtExit = (): void => this.flushSync();

  constructor() {
    process.once('exit', this.flushAtExit);
  }

  write(line: string): void {
    this.lines.push(line);
    if (this.lines.length === 1) setImmediate(() => this.flush());
  }

  /** Writes what is left and lets go of the process. */
  close(): void {
    this.flush();
    process.removeListener('exit', this.flushAtExit);
  }

  private flush(): void {
    if (this.lines.length > 0) process.stdout.write(this.take());
  }

  private flushSync(): void {
    if (this.lines.length > 0) writeSync(STDOUT, this.take());
  }

  private take(): string {
    const text = this.lines.join('');
    this.lines = [];
    return text;
  }
}
