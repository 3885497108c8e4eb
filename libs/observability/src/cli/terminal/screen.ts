import type { Screen, Terminal } from './terminal';

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
