import {
  appendFileSync,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { StandardStream } from './descriptor';

/** New log files are private to the user of the app; existing files keep their mode. */
export const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const WRITABLE_BY_ALL = 0o002;
const ROOT_USER = 0;
// Windows has no O_NOFOLLOW, which counts as 0.
const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_WRONLY } = constants;

/** Appends, creates a missing file, never follows a link and never waits for a FIFO's reader. */
const APPEND_FLAGS = O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW | O_NONBLOCK;

/**
 * Opens the log file for appending; the caller closes it. It may have been replaced since the start, so
 * the open file itself is checked.
 * @param other a descriptor that must be of the same file
 * @throws Error when it cannot be opened, or is not the app's own regular file any more
 */
export function openForAppend(path: string, other?: number): number {
  const fd = openSync(path, APPEND_FLAGS, FILE_MODE);
  const stats = fstatSync(fd);
  const isSame = other === undefined || isSameFile(stats, fstatSync(other));
  if (isSame && stats.isFile() && !isPlantedFile(stats, path)) return fd;
  closeSync(fd);
  // The system's code for a link that is not followed.
  throw Object.assign(new Error('The log file was replaced by another file'), { code: 'ELOOP' });
}

/** Appends to the log file, as {@link openForAppend} opens it. */
export function append(path: string, bytes: Buffer): void {
  const fd = openForAppend(path);
  try {
    appendFileSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

/** Cuts the log file to a number of bytes; a link is not followed. */
export function truncate(path: string, bytes: number): void {
  const fd = openSync(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    ftruncateSync(fd, bytes);
  } finally {
    closeSync(fd);
  }
}

function isSameFile(one: Stats, other: Stats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

const STANDARD: Readonly<Record<string, StandardStream>> = {
  '/dev/stdout': 'stdout',
  '/dev/fd/1': 'stdout',
  '/proc/self/fd/1': 'stdout',
  '/dev/stderr': 'stderr',
  '/dev/fd/2': 'stderr',
  '/proc/self/fd/2': 'stderr',
};

/** The standard stream that a path refers to. */
export function standardStreamAt(path: string): StandardStream | undefined {
  return Object.hasOwn(STANDARD, path) ? STANDARD[path] : undefined;
}

/** Creates a missing folder of a log file, private to the user of the app. */
export function makeFolderOf(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
}

/** Why a path is unsafe because another user may have created it; undefined if it is safe. */
export function dangerOf(path: string): string | undefined {
  const found = statsOf(path);
  if (found?.isSymbolicLink()) return 'is a symbolic link, which is not followed';
  if (found && isPlantedFile(found, path)) {
    return 'belongs to another user, or has a second hard link, in a world-writable folder';
  }
  const planted = foldersAbove(path).find(isPlanted);
  return planted && `lies below "${planted}", which another user created`;
}

/** In bytes; 0 where there is no file. */
export function sizeOf(path: string): number {
  return statsOf(path)?.size ?? 0;
}

/** Of the file itself, not of the target of a link. */
export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

/** Of another user, or with a second hard link, in a world-writable folder. */
function isPlantedFile(found: Stats, path: string): boolean {
  const isSuspect = isOfAnother(found) || (found.isFile() && found.nlink > 1);
  return isSuspect && isWritableByAll(dirname(path));
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

/** Windows has no user ids, and so no owner to compare. */
function isOfAnother({ uid }: Stats): boolean {
  return process.getuid !== undefined && uid !== process.getuid();
}
