import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const ROOT = join(__dirname, '../..');

/** Packs the library as it would be published; returns the tarball's path. */
export const { packLibrary } = require('../../tools/pack.cjs') as {
  packLibrary(to: string): string;
};

/** Runs a command to its end; what it says on standard output. */
export function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Installs packages in a folder that has a package.json; where peers do not fit together, it fails. */
export async function install(packages: readonly string[], cwd: string): Promise<void> {
  const args = ['--strict-peer-deps', '--no-audit', '--no-fund', '--ignore-scripts'];
  const calm = ['--prefer-offline', '--loglevel=error'];
  await promisify(execFile)('npm', ['install', ...args, ...calm, ...packages], { cwd });
}
