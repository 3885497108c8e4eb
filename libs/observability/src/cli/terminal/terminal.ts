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
  /** Whether a person watches; else it goes to a file or a pipe. */
  readonly isTerminal: boolean;
  /** How wide it is, in characters. */
  readonly columns: number;
}

/** The width of a terminal that does not say its own. */
const USUAL_COLUMNS = 80;
/** A table needs some room, whatever is said. */
const MIN_COLUMNS = 40;

/** Where a stream leads to: a terminal, or a file or pipe, which COLUMNS may give a width. */
export function screenOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  env: Terminal['env'],
): Screen {
  const said = stream.columns || Number(env['COLUMNS']) || USUAL_COLUMNS;
  return { isTerminal: stream.isTTY === true, columns: Math.max(MIN_COLUMNS, Math.floor(said)) };
}
