/** Accepts bytes without waiting or throwing: a pipe, a file, a socket, a thread. */
export interface Sink {
  /** Whole lines of at most so many bytes are taken together, or not at all. */
  readonly unitBytes: number;
  /** Why it accepts nothing, as a reason for people and metrics; undefined if it works, or is only busy. */
  readonly trouble: string | undefined;
  /** Whether everything that it took is delivered. */
  readonly isIdle: boolean;
  /** Set by the writer, called by a sink that knows when it accepts more; others are retried. */
  onReady?: () => void;
  /** Set by the writer, called by a sink for a line that it took and could not deliver. */
  onDrop?: (level: number, reason: string) => void;
  /**
   * @param level of the first of the lines
   * @returns how many of the bytes it has taken; 0 when it can take nothing now
   */
  take(bytes: Buffer, level: number): number;
  /** Like `take`, for the exit of the process. */
  takeLast(bytes: Buffer): number;
  /** @returns how many of the bytes that it took last are dropped */
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

/** The fault, one of few values: 'no_space', 'closed', ... or 'failed'. Undefined if it is only busy. */
export function troubleOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  if (code === 'EAGAIN') return undefined;
  return REASONS[code ?? ''] ?? 'failed';
}
