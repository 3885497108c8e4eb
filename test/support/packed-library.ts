import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** Packs the library as it would be published; returns the tarball's path. */
export const { packLibrary } = require('../../tools/pack.cjs') as {
  packLibrary(to: string): string;
};

/** Runs a command to its end; what it says on standard output. */
export function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
