import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Where the app's own code stands: the folder that it was started in, and that of the package of
 * its main file. The root of a disk is none.
 */
export function appFolders(
  started = process.cwd(),
  main: string | undefined = process.argv[1],
): readonly string[] {
  const folders = [realPath(started), main === undefined ? undefined : packageOf(main)];
  return folders.flatMap((folder) => (folder === undefined || isRoot(folder) ? [] : folder));
}

function packageOf(main: string): string | undefined {
  const file = realPath(main);
  if (file === undefined) return undefined;
  const own = dirname(file);
  for (let folder = own; !isRoot(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  return own;
}

function isRoot(folder: string): boolean {
  return dirname(folder) === folder;
}

/** Without links; undefined where there is nothing. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
