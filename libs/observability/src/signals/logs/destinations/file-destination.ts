import { accessSync, closeSync, constants, openSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { consoleSink } from './console-sink';
import { ATOMIC_BYTES } from './descriptor';
import { LogFileError } from './destination.errors';
import type { FileDestinationOptions, Resolved } from './destination.options';
import { FdSink } from './fd-sink';
import { FileSink } from './file-sink';
import type { RotatingStream } from './file-sink';
import {
  dangerOf,
  FILE_MODE,
  makeFolderOf,
  openForAppend,
  standardStreamAt,
  statsOf,
} from './log-path';
import { requirePackage } from './require-package';
import type { Sink } from './sink';

interface RotatingFileStreams {
  createStream(file: string, options: object): RotatingStream;
}

const BATCHES_OF_A_FILE = 8;
const MAX_BATCH_BYTES = 1_048_576;
const { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDWR, O_WRONLY, W_OK } = constants;

/**
 * A file that is rotated by size: `app.log`, then `app.log.1` (the newest) and so on. A FIFO or a
 * character device is not rotated; `/dev/stdout` is the console.
 * @param option the path of the destination in the options, for messages
 * @throws LogFileError if it cannot be written, or must not be
 */
export function fileSink(options: Resolved<FileDestinationOptions>, option: string): Sink {
  const path = resolve(options.path);
  const standard = standardStreamAt(path);
  if (standard) return consoleSink(standard);
  const found = requireSafe(path, `${option}.path`);
  if (found && !found.isFile()) return streamSink(path, found, `${option}.path`);
  return rotatedSink(path, options, option);
}

/** @returns the existing file, FIFO or character device */
function requireSafe(path: string, at: string): Stats | undefined {
  const { found, danger } = lookAt(path, at);
  if (danger) throw LogFileError.refused(at, path, danger);
  const isUsable = !found || found.isFile() || found.isFIFO() || found.isCharacterDevice();
  if (!isUsable) throw LogFileError.refused(at, path, 'is not a file');
  return found;
}

function lookAt(
  path: string,
  at: string,
): { found: Stats | undefined; danger: string | undefined } {
  try {
    return { danger: dangerOf(path), found: statsOf(path) };
  } catch (cause) {
    throw LogFileError.for(at, path, cause);
  }
}

function rotatedSink(
  path: string,
  { maxBytes, maxFiles }: Resolved<FileDestinationOptions>,
  option: string,
): FileSink {
  const streams = requirePackage('rotating-file-stream', option) as RotatingFileStreams;
  requireWritable(path, `${option}.path`);
  const batchBytes = batchBytesFor(maxBytes);
  const settings = {
    path: dirname(path),
    // The package checks the size after a batch, so the last one must still fit.
    size: `${maxBytes - batchBytes}B`,
    rotate: maxFiles,
    mode: FILE_MODE,
  };
  const open = (): RotatingStream => {
    touch(path);
    return withoutLinks(path, streams.createStream(basename(path), settings));
  };
  return new FileSink(path, open, batchBytes);
}

/** A batch has whole lines: a longer line is its own batch, so a small file may exceed its limit. */
function batchBytesFor(maxBytes: number): number {
  return Math.min(MAX_BATCH_BYTES, Math.floor(maxBytes / BATCHES_OF_A_FILE));
}

/**
 * The package opens by name, follows links and waits for the reader of a FIFO. So the file is opened
 * safely before, and again after the package has opened it: it must be the same file. An exception
 * here is the error of the write that opened it.
 */
function withoutLinks(path: string, stream: RotatingStream): RotatingStream {
  stream.on('rotated', () => touch(path));
  stream.on('open', () => {
    const { file } = stream;
    try {
      closeSync(openForAppend(path, file?.fd));
    } catch (error) {
      // The package would leave it to the garbage collector.
      void file?.close();
      throw error;
    }
  });
  return stream;
}

function touch(path: string): void {
  closeSync(openForAppend(path));
}

function requireWritable(path: string, at: string): void {
  try {
    makeFolderOf(path);
    // Rotation renames files in the folder.
    accessSync(dirname(path), W_OK);
    touch(path);
  } catch (cause) {
    throw LogFileError.for(at, path, cause);
  }
}

/** Opening a FIFO for writing blocks, or fails, while it has no reader; so it is opened for both. */
function streamSink(path: string, found: Stats, at: string): FdSink {
  const access = found.isFIFO() ? O_RDWR : O_WRONLY;
  try {
    const fd = openSync(path, access | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
    return new FdSink({ fd, unitBytes: ATOMIC_BYTES }, () => closeSync(fd));
  } catch (cause) {
    throw LogFileError.for(at, path, cause);
  }
}
