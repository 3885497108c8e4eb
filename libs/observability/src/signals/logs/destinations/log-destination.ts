/** A destination of finished log lines. */
export interface LogDestination {
  /**
   * Takes one line, its newline included. It must not throw and not wait.
   * @param level pino's number, 10 (trace) to 60 (fatal); what the line itself says when left out
   */
  write(line: string, level?: number): void;
  /** Delivers buffered lines, and waits no longer than the limit, in milliseconds. */
  flush?(limitMs: number): Promise<void>;
  /** Closes files, sockets and threads. */
  close?(): void;
}

/**
 * A stream that lines can go to: Node's, sonic-boom, or a pino transport that runs already. It has a
 * `write` of course; streams differ in what it takes, so it is looked for when the app starts.
 */
export interface LogStream {
  on(event: string, listener: (error?: unknown) => void): unknown;
  removeListener(event: string, listener: (error?: unknown) => void): unknown;
  readonly writableNeedDrain?: boolean;
  readonly writableLength?: number;
  readonly destroyed?: boolean;
}

/** What accepts lines. */
export type LogTarget = LogDestination | LogStream;
