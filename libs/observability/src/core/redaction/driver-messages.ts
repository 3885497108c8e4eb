import type { Spans } from './spans';

/** PostgreSQL repeats a row that breaks a rule of its table, without the names of its columns. */
const FAILING_ROW = 'Failing row contains (';
/** MySQL repeats a value that stands in its table already. */
const DUPLICATE_ENTRY = "Duplicate entry '";
const FOR_KEY = "' for key";

/**
 * Finds values that database servers repeat in their complaints, where only the text of the error is
 * left; errors themselves are known by their codes.
 */
export function findRowValues(text: string, spans: Spans): void {
  findBetween(text, FAILING_ROW, ')', spans);
  findBetween(text, DUPLICATE_ENTRY, FOR_KEY, spans);
}

/** What stands between the two, up to the last end on the line, or to the end of the line. */
function findBetween(text: string, start: string, end: string, spans: Spans): void {
  for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at)) {
    const from = at + start.length;
    const newline = text.indexOf('\n', from);
    const lineEnd = newline < 0 ? text.length : newline;
    const last = text.slice(from, lineEnd).lastIndexOf(end);
    spans.add(from, last < 0 ? lineEnd : from + last);
    at = lineEnd;
  }
}
