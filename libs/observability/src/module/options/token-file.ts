import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

const MAX_BYTES = 4096;

/** A file that holds no token, with the reason in a word or two. The path is not repeated: it may be the token itself. */
export class TokenFileError extends Error {}

/**
 * Reads a token from a file, such as a mounted secret of Kubernetes or Docker, without the line end.
 * Neither a FIFO nor a device holds up the start.
 * @throws TokenFileError when there is nothing to read
 */
export function readTokenFile(path: string): string {
  const token = read(path).trimEnd();
  if (token === '') throw new TokenFileError('empty');
  return token;
}

function read(path: string): string {
  const file = open(path);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new TokenFileError('not a file');
    if (stat.size > MAX_BYTES) throw new TokenFileError(`longer than ${MAX_BYTES} bytes`);
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new TokenFileError((error as NodeJS.ErrnoException).code ?? 'unreadable');
  }
}
