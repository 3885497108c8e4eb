/** What a command reads and writes. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly screen: Screen;
  /** Whether mistakes show where they come from. */
  readonly isDebugging: boolean;
  /** Writes a line of the result. */
  say(line: string): void;
  /** Writes a line on what is wrong. */
  complain(line: string): void;
}

/** Where the result is shown. */
export interface Screen {
  /** Whether somebody watches; else it goes to a file or a pipe. */
  readonly isTerminal: boolean;
  /** How wide it is, in characters. */
  readonly columns: number;
}
