import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of so many KiB in memory, which fills and empties as a test wants it. */
export class SmallDisk {
  private readonly filler: string;

  private constructor(readonly path: string) {
    this.filler = join(path, 'filler');
  }

  /** @throws Error when the tests do not run as root, who alone may mount */
  static mount(kibibytes: number): SmallDisk {
    if (process.getuid?.() !== 0) {
      throw new Error('A disk can be mounted by root only: run these tests as root.');
    }
    const path = mkdtempSync(join(tmpdir(), 'small-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', path]);
    return new SmallDisk(path);
  }

  /** Leaves so many KiB free at most. */
  fill(kibibytes: number): void {
    writeFileSync(this.filler, Buffer.alloc(kibibytes * 1024));
  }

  /** Gives back what was filled. */
  free(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['--lazy', this.path]);
    rmSync(this.path, { recursive: true, force: true });
  }
}
