import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pipe whose reader reads when the test wants it, and can go away. */
export class Pipe {
  /** What a child process writes to. */
  readonly writer: number;
  private readonly folder = mkdtempSync(join(tmpdir(), 'pipe-'));
  private readonly path = join(this.folder, 'pipe');
  private reader: number | undefined;

  constructor() {
    execFileSync('mkfifo', [this.path]);
    this.reader = this.openReader();
    this.writer = openSync(this.path, constants.O_WRONLY);
  }

  /** Reads what is there now. */
  read(): string {
    const buffer = Buffer.alloc(65_536);
    let text = '';
    for (;;) {
      const bytes = this.readSome(buffer);
      if (bytes === 0) return text;
      text += buffer.toString('latin1', 0, bytes);
    }
  }

  /** Nobody reads any more: who writes gets EPIPE. */
  closeReader(): void {
    if (this.reader !== undefined) closeSync(this.reader);
    this.reader = undefined;
  }

  openAgain(): void {
    this.reader = this.openReader();
  }

  remove(): void {
    this.closeReader();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private openReader(): number {
    return openSync(this.path, constants.O_RDONLY | constants.O_NONBLOCK);
  }

  private readSome(buffer: Buffer): number {
    try {
      return this.reader === undefined ? 0 : readSync(this.reader, buffer);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
      throw error;
    }
  }
}
