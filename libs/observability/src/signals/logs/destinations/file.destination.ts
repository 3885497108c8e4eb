import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { LogFileError } from './destination.errors';
import type { FileDestinationOptions, Resolved } from './destination.options';
import { FileSink } from './file.sink';
import type { RotatingStream } from './file.sink';
import { requirePackage } from './require-package';

interface RotatingFileStreams {
  createStream(file: string, options: object): RotatingStream;
}

/**
 * A file that is rotated by size: `app.log`, then `app.log.1` (the newest) and so on.
 * @param option where the destination stands in the options, for messages
 * @throws LogFileError when it cannot be written
 */
export function fileSink(options: Resolved<FileDestinationOptions>, option: string): FileSink {
  const path = resolve(options.path);
  const streams = requirePackage('rotating-file-stream', option) as RotatingFileStreams;
  requireWritable(path, option);
  const settings = {
    path: dirname(path),
    size: `${options.maxBytes}B`,
    // The one that is written counts as well; the package rotates into one at least.
    rotate: options.maxFiles - 1,
  };
  return new FileSink(path, () => streams.createStream(basename(path), settings));
}

function requireWritable(path: string, option: string): void {
  try {
    // Rotation needs to rename in the folder.
    accessSync(dirname(path), constants.W_OK);
    closeSync(openSync(path, 'a'));
  } catch (cause) {
    throw LogFileError.for(`${option}.path`, path, cause);
  }
}
