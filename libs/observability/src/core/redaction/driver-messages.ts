import type { JsonText } from './json-text';
import { findPostgresValues } from './postgres-details';
import type { Spans } from './spans';

interface Repeat {
  readonly start: string;
  /** '' where the value ends with the line, or the text. */
  readonly end: string;
  readonly isOneLine?: boolean;
}

/** What stands before and behind a value in a complaint. */
const REPEATS: readonly Repeat[] = [
  // MySQL repeats a value that stands in its table already.
  { start: "Duplicate entry '", end: "' for key" },
  // Drizzle repeats the parameters of a query.
  { start: '\nparams: ', end: '' },
  // GraphQL and Joi repeat what a client sent.
  { start: 'got invalid value ', end: ';', isOneLine: true },
  { start: ' cannot represent ', end: '', isOneLine: true },
  { start: 'with value "', end: '" fails' },
];
const FRAME = /\n[ \t]+at /g;

/**
 * Finds values that database servers and validators repeat in their complaints, where only the text
 * of the error is left; errors themselves are known by their codes.
 */
export function findRowValues(text: string, json: JsonText, spans: Spans): void {
  for (const repeat of REPEATS) {
    const { start } = repeat;
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at)) {
      const from = at + start.length;
      at = endOfValue(json.upToEnd(from), from, repeat);
      spans.add(from, at);
    }
  }
  findPostgresValues(text, json, spans);
}

/** The last end on the line, else the first below; where there is none, the text was cut in the value. */
function endOfValue(text: string, from: number, { end, isOneLine }: Repeat): number {
  const newline = text.indexOf('\n', from);
  const lineEnd = newline < 0 ? text.length : newline;
  const last = end === '' ? -1 : text.slice(from, lineEnd).lastIndexOf(end);
  if (last >= 0) return from + last;
  if (isOneLine) return lineEnd;
  FRAME.lastIndex = from;
  const values = text.slice(from, FRAME.exec(text)?.index);
  const below = end === '' ? -1 : values.indexOf(end);
  return from + (below < 0 ? values.length : below);
}
