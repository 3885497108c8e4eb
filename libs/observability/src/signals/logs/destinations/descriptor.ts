import { constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

/** A descriptor that can be written to, and what the kernel makes of it. */
export interface Descriptor {
  readonly fd: number;
  /** Whole lines of at most so many bytes go in at once or not at all, so that none is broken. */
  readonly unitBytes: number;
}

/** A stream of the process. */
export type StandardStream = 'stdout' | 'stderr';

const NUMBERS = { stdout: 1, stderr: 2 } as const;
const opened = new Map<StandardStream, Descriptor>();

/** Standard output or standard error, opened once for all apps of the process and for all its life. */
export function standardDescriptor(name: StandardStream): Descriptor {
  const known = opened.get(name);
  if (known) return known;
  const descriptor = unblocked(NUMBERS[name], () => process[name]);
  opened.set(name, descriptor);
  return descriptor;
}

/** POSIX, PIPE_BUF on Linux: up to here a pipe takes all or nothing. */
export const ATOMIC_BYTES = 4096;
const MAX_BYTES = 65_536;
const { O_NOCTTY, O_NONBLOCK, O_WRONLY } = constants;

/**
 * A descriptor that never waits for a reader. A pipe and a terminal are opened once more, since a
 * flag on the descriptor itself would be shared with the parent, and any child that inherits it
 * sets it back. Whatever cannot be opened again (a socket, a pipe of
 * another user) is set by Node itself when its stream is made.
 * @param touch makes Node's stream for the descriptor
 */
export function unblocked(fd: number, touch: () => unknown): Descriptor {
  const kind = fstatSync(fd);
  const isStream = kind.isFIFO() || kind.isSocket() || isatty(fd);
  // A write to a file does not wait for anybody; a second descriptor would have a position of its own.
  if (!isStream) return { fd, unitBytes: MAX_BYTES };
  const again = kind.isSocket() ? undefined : openAgain(fd);
  if (again !== undefined) return { fd: again, unitBytes: ATOMIC_BYTES };
  touch();
  return { fd, unitBytes: ATOMIC_BYTES };
}

function openAgain(fd: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${fd}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    // No /proc, no right to it, or nobody reads the pipe any more: then as it is.
    return undefined;
  }
}
