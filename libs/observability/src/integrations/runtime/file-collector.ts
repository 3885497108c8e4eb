import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { METRICS } from '../../core';
import type { Collector } from '../../core';
import { setKnown } from './known';
import { mostOpenFilesIn } from './proc';
import { readKernelFile } from '../../core';

const OPEN_FILES = '/proc/self/fd';

/** How many files, sockets and pipes are open, and may be. */
export const fileCollector: Collector = {
  name: 'open files',
  metrics: [METRICS.openFds, METRICS.maxFds],
  read: async (sink) => {
    setKnown(sink, METRICS.maxFds, mostOpenFilesIn(readKernelFile('/proc/self/limits') ?? ''));
    setKnown(sink, METRICS.openFds, await openFiles());
  },
};

/**
 * Since Linux 6.2 the size of the folder is the number of its entries. Before, it is 0 and they have to be
 * listed: with 9000 sockets that takes 9 ms, so a thread does it.
 */
async function openFiles(): Promise<number | undefined> {
  const size = statSync(OPEN_FILES, { throwIfNoEntry: false })?.size;
  return size === 0 ? listedFiles(OPEN_FILES) : size;
}

/** Open files by the list of them; the listing itself has one open. */
export async function listedFiles(folder: string): Promise<number> {
  return (await readdir(folder)).length - 1;
}
