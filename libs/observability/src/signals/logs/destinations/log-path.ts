import { constants, lstatSync, mkdirSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { StandardStream } from './descriptor';

/** New log files are for the app's own user; what is there keeps its mode. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const WRITABLE_BY_ALL = 0o002;
const ROOT_USER = 0;
// Windows has no O_NOFOLLOW, which counts as 0.
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_WRONLY } = constants;

/** Appends, makes the file where it is missing, and never follows a link. */
export const APPEND_FLAGS = O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW;

const STANDARD: Readonly<Record<string, StandardStream>> = {
  '/dev/stdout': 'stdout',
  '/dev/fd/1': 'stdout',
  '/proc/self/fd/1': 'stdout',
  '/dev/stderr': 'stderr',
  '/dev/fd/2': 'stderr',
  '/proc/self/fd/2': 'stderr',
};

/** What the path is where it is a name of a stream of the process. */
export function standardStreamAt(path: string): StandardStream | undefined {
  return Object.hasOwn(STANDARD, path) ? STANDARD[path] : undefined;
}

/** Makes the folder of a log file, for the app's own user, where it is missing. */
export function makeFolderOf(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
}

/** What is wrong with a path that somebody else may have laid out; undefined where nothing is. */
export function dangerOf(path: string): string | undefined {
  const found = statsOf(path);
  if (found?.isSymbolicLink()) return 'is a symbolic link, which is not followed';
  const isShared = isWritableByAll(dirname(path));
  if (found && isShared && (isOfAnother(found) || (found.isFile() && found.nlink > 1))) {
    return 'belongs to another user, or has another name, in a folder that everybody can write to';
  }
  const planted = foldersAbove(path).find(isPlanted);
  return planted && `lies below "${planted}", which another user has put there`;
}

/** Of the file itself, not of what a link leads to. */
export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

function isPlanted(folder: string): boolean {
  const stats = statsOf(folder);
  const isForeign = stats !== undefined && isOfAnother(stats) && stats.uid !== ROOT_USER;
  return isForeign && isWritableByAll(dirname(folder));
}

function isWritableByAll(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & WRITABLE_BY_ALL) !== 0;
}

/** Windows has no numbers of users, and so no owner to compare. */
function isOfAnother({ uid }: Stats): boolean {
  return process.getuid !== undefined && uid !== process.getuid();
}
