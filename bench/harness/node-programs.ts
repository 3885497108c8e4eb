import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { BENCH } from './paths';

/**
 * The node program of a major version: the running one when it is that, else the one that
 * package.json brings.
 * @throws Error when it is not here
 */
export function nodeProgram(major: string): string {
  if (process.versions.node.split('.')[0] === major) return process.execPath;
  const program = join(BENCH, `node_modules/node${major}/bin/node`);
  if (existsSync(program)) return program;
  throw new Error(
    `Node ${major} is not here. Run the benchmark with it, or leave it out by --node.`,
  );
}
