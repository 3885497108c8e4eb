import { readFileSync } from 'node:fs';

const KIBIBYTE = 1024;

/** Gives the text of a file; undefined where there is none. */
export type ReadText = (path: string) => string | undefined;

/**
 * Reads a file of procfs or of a control group. The kernel makes these in memory while they are
 * read (10 to 25 µs), so reading them at once is cheaper than waiting for a thread, and never for a disk.
 */
export const readKernelFile: ReadText = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Another system, or not allowed: that costs what stands in this file and nothing else.
    return undefined;
  }
};

/** A line like `VmSize:   1234 kB` of /proc/self/status, in bytes; undefined without such a line. */
export function bytesIn(status: string, key: string): number | undefined {
  const kibibytes = new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * KIBIBYTE;
}

/** The soft limit of open files in /proc/self/limits; undefined when there is none. */
export function mostOpenFilesIn(limits: string): number | undefined {
  const most = /^Max open files\s+(\d+)/m.exec(limits)?.[1];
  return most === undefined ? undefined : Number(most);
}
