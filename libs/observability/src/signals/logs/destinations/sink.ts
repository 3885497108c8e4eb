/** Takes bytes without ever waiting and without ever throwing: a pipe, a file, a socket, a thread. */
export interface Sink {
  /** Whole lines of at most so many bytes are taken as one, or not at all. */
  readonly unitBytes: number;
  /** Why it takes nothing, as a word for people and metrics; undefined while it is well, or only busy. */
  readonly trouble: string | undefined;
  /** Whether everything that it has taken is where it belongs. */
  readonly isIdle: boolean;
  /** Set by the writer, called by a sink that knows when it accepts more; the others are tried again. */
  onReady?: () => void;
  /** Set by the writer, called by a sink that hears of a line that it has taken and could not deliver. */
  onDrop?: (level: number, reason: string) => void;
  /**
   * @param level of the first of the lines
   * @returns how many of the bytes it has taken; 0 when it can take nothing now
   */
  take(bytes: Buffer, level: number): number;
  /** As `take`, when the process ends and nothing comes later. */
  takeLast(bytes: Buffer): number;
  /** @returns how many of the bytes that it took last are not going to arrive */
  close(): number;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no_space',
  EDQUOT: 'no_space',
  EPIPE: 'closed',
  EBADF: 'closed',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENOTFOUND: 'unreachable',
  ENOENT: 'missing',
  EACCES: 'no_access',
  // A link that is not followed.
  ELOOP: 'no_access',
  EROFS: 'no_access',
};

/** What is wrong, of few values: 'no_space', 'closed', ... or 'failed'. Nothing where it is only busy. */
export function troubleOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'EAGAIN') return undefined;
  return REASONS[code ?? ''] ?? 'failed';
}
