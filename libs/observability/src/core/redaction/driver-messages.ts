import type { JsonText } from './json-text';
import type { Spans } from './spans';

/** What stands before and behind a value in a complaint; '' where the value ends with the line. */
const REPEATS = [
  // PostgreSQL repeats a row that breaks a rule of its table, without the names of its columns.
  ['Failing row contains (', ')'],
  // MySQL repeats a value that stands in its table already.
  ["Duplicate entry '", "' for key"],
  // Drizzle repeats the parameters of a query.
  ['\nparams: ', ''],
  // GraphQL and Joi repeat what a client sent.
  ['got invalid value ', ';'],
  [' cannot represent ', ''],
  ['with value "', '" fails'],
] as const;

/** PostgreSQL repeats the columns of a rule that is broken, with their values. */
const KEY = /\b[Kk]ey \([^()\r\n]{1,256}\)=\(/g;
const KEY_END =
  /\) (?:already exists|is not present in|is still referenced from|is duplicated|conflicts with )|\)\.?$/gm;
const NEXT_KEY = /\) conflicts with (?:existing )?key \(/;
/** Longer values are cut by PostgreSQL itself. */
const MAX_KEY_VALUES = 2048;

/**
 * Finds values that database servers and validators repeat in their complaints, where only the text
 * of the error is left; errors themselves are known by their codes.
 */
export function findRowValues(text: string, json: JsonText, spans: Spans): void {
  for (const [start, end] of REPEATS) {
    for (let at = text.indexOf(start); at >= 0; at = text.indexOf(start, at)) {
      const from = at + start.length;
      at = addBetween(json.upToEnd(from), from, end, spans);
    }
  }
  if (text.includes('Key (')) findKeyValues(text, json, spans);
}

function findKeyValues(text: string, json: JsonText, spans: Spans): void {
  KEY.lastIndex = 0;
  while (KEY.test(text)) {
    const from = KEY.lastIndex;
    const rest = json.upToEnd(from).slice(from, from + MAX_KEY_VALUES);
    const length = lengthOfKeyValues(rest);
    spans.add(from, from + length);
    KEY.lastIndex = from + length;
  }
}

/**
 * Up to the last end on the line, since a value may have such words too; else to one on a line
 * below, or all of it where the text was cut.
 */
function lengthOfKeyValues(rest: string): number {
  const [line = ''] = rest.split('\n', 1);
  const next = line.search(NEXT_KEY);
  if (next >= 0) return next;
  const last = [...line.matchAll(KEY_END)].at(-1)?.index;
  const end = last ?? rest.search(KEY_END);
  if (end >= 0) return end;
  return rest.includes(')') ? 0 : rest.length;
}

/**
 * Adds what stands up to the last end on the line, or the rest of the line.
 * @returns where the line ends
 */
function addBetween(text: string, from: number, end: string, spans: Spans): number {
  const newline = text.indexOf('\n', from);
  const lineEnd = newline < 0 ? text.length : newline;
  const last = end === '' ? -1 : text.slice(from, lineEnd).lastIndexOf(end);
  spans.add(from, last < 0 ? lineEnd : from + last);
  return lineEnd;
}
