import { writeSync } from 'node:fs';
import type { LogDestination } from './logs.options';

const STDOUT = 1;
/** Nobody who reads along notices; a busy server makes a hundredth of the system calls. */
const WITHIN_MS = 10;
const MOST_CHARACTERS = 65_536;

/**
 * Standard output, written every 10 ms or 64 KiB: a line costs a push, not a system call. What is
 * left when the process exits is written then.
 */
export class StdoutDestination implements LogDestination {
  private lines: string[] = [];
  private characters = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly flushAtExit = (): void => this.flushSync();

  constructor() {
    process.once('exit', this.flushAtExit);
  }

  write(line: string): void {
    this.lines.push(line);
    this.characters += line.length;
    if (this.characters >= MOST_CHARACTERS) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WITHIN_MS).unref();
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
    clearTimeout(this.timer);
    this.timer = undefined;
    this.lines = [];
    this.characters = 0;
    return text;
  }
}
