import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { extname, sep } from 'node:path';
import { isLoadedFile } from '../../../../core';

const MAX_BYTES = 1_048_576;
const CODE = new Set(['.js', '.cjs', '.mjs', '.jsx', '.ts', '.cts', '.mts', '.tsx']);
const PACKAGES = `${sep}node_modules${sep}`;
/** A link is not followed, and a pipe is not waited for; Windows knows neither of the two flags. */
const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;

/**
 * The lines of a file of the app's own code, 1 MiB at most; undefined of any other file. That a
 * stack names a file is no reason to read it: it must be one that this process has loaded.
 *
 * @param folders where the app's own code stands, as real paths
 */
export function readSource(
  path: string,
  folders: readonly string[],
): readonly string[] | undefined {
  if (!isOwnCode(path, folders)) return undefined;
  try {
    return realpathSync(path) === path ? readRegular(path)?.split('\n') : undefined;
  } catch {
    // A file that is no longer there.
    return undefined;
  }
}

function isOwnCode(path: string, folders: readonly string[]): boolean {
  return (
    isLoadedFile(path) &&
    CODE.has(extname(path)) &&
    !path.includes(PACKAGES) &&
    folders.some((folder) => path.startsWith(folder + sep))
  );
}

function readRegular(path: string): string | undefined {
  const descriptor = openSync(path, FLAGS);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile() || status.size > MAX_BYTES) return undefined;
    const bytes = Buffer.alloc(status.size);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}
