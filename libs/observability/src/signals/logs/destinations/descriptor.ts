import { constants, fstatSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';

/** A writable descriptor, and how the kernel writes to it. */
export interface Descriptor {
  readonly fd: number;
  /** Whole lines of at most so many bytes are written at once or not at all, so that none is split. */
  readonly unitBytes: number;
}

/** A standard stream of the process. */
export type StandardStream = 'stdout' | 'stderr';

const NUMBERS = { stdout: 1, stderr: 2 } as const;
const opened = new Map<StandardStream, Descriptor>();

/** Standard output or standard error, opened once for all apps and the lifetime of the process. */
export function standardDescriptor(name: StandardStream): Descriptor {
  const known = opened.get(name);
  if (known) return known;
  const descriptor = unblocked(NUMBERS[name], () => process[name]);
  opened.set(name, descriptor);
  return descriptor;
}

/** PIPE_BUF on Linux (POSIX): up to this size, a write to a pipe is atomic. */
export const ATOMIC_BYTES = 4096;
const MAX_BYTES = 65_536;
const { O_NOCTTY, O_NONBLOCK, O_WRONLY } = constants;

/**
 * A descriptor that never waits for a reader. Pipes and terminals are opened again, because a flag on
 * the descriptor itself would be shared with the parent, and any child that inherits it resets it. For
 * what cannot be opened again (a socket, a pipe of another user), Node sets the flag when it creates
 * its stream.
 * @param touch creates Node's stream for the descriptor
 */
export function unblocked(fd: number, touch: () => unknown): Descriptor {
  const kind = fstatSync(fd);
  const isStream = kind.isFIFO() || kind.isSocket() || isatty(fd);
  // A write to a file does not wait for a reader; a second descriptor would have its own position.
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
    // No /proc, no permission, or the pipe has no reader any more: the descriptor is used unchanged.
    return undefined;
  }
}
