import type { JsonText } from './json-text';
import type { Spans } from './spans';

const KEY = /\b[Kk]ey \(/g;
const ROW = 'Failing row contains (';
/** Of an index on expressions; what is longer is something else. */
const MAX_COLUMNS = 512;
/** An entry of an index has no more bytes than 2704, and its end stands behind it. */
const MAX_VALUES = 2816;
/** What stands behind the values of a key. */
const KEY_END =
  /\) (?:already exists|is not present in|is still referenced from|is duplicated|conflicts with )/g;
/** The same, for a text that was cut in it. */
const ENDS = [
  ' already exists.',
  ' is not present in table',
  ' is still referenced from table',
  ' is duplicated.',
  ' conflicts with existing key (',
  ' conflicts with key (',
];
const NEXT_KEY = /\) conflicts with (?:existing )?key \(/;
/** A line of a stack, of the server's log, or of another complaint: no value goes on there. */
const OTHER_LINE = /(?:\n|\\n)(?:[ \t]+at |[A-Z]+(?: NAME)?: |[Kk]ey \()/;
/** What stands before a complaint of the server, and not before `Key (a)=(b)` in a sentence. */
const BEFORE = /(?:^|[\n:"'({[]\s{0,2}|\\n|(?:existing|with) )$/;
const MAX_BEFORE = 9;
const QUOTES = '\'"';

/** Finds the values that PostgreSQL repeats of a key, and of a row that breaks a rule of its table. */
export function findPostgresValues(text: string, json: JsonText, spans: Spans): void {
  for (let at = text.indexOf(ROW); at >= 0; at = text.indexOf(ROW, at)) {
    const from = at + ROW.length;
    const values = valuesAt(json, from, lengthOfLine(text, from));
    at = from + (endOfSentence(values) ?? values.length);
    spans.add(from, at);
  }
  if (text.includes('ey (')) findKeys(text, json, spans);
}

function findKeys(text: string, json: JsonText, spans: Spans): void {
  const isOfServer = text.includes('constraint');
  KEY.lastIndex = 0;
  for (let key = KEY.exec(text); key; key = KEY.exec(text)) {
    const from = endOfColumns(text, KEY.lastIndex);
    if (from === 0) continue;
    const values = valuesAt(json, from);
    const before = text.slice(Math.max(0, key.index - MAX_BEFORE), key.index);
    const length = lengthOfKey(values, isOfServer || BEFORE.test(before));
    spans.add(from, from + length);
    KEY.lastIndex = from + length;
  }
}

/** Where the values begin behind `name` or `lower(name::text)`; 0 where none do. */
function endOfColumns(text: string, start: number): number {
  const columns = text.slice(start, start + MAX_COLUMNS);
  const end = endOfParentheses(columns, QUOTES);
  return columns.startsWith(')=(', end) ? start + end + 3 : 0;
}

function lengthOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return (newline < 0 ? text.length : newline) - from;
}

/** What may be values, up to a line that is none. @param least a row may have any number of columns */
function valuesAt(json: JsonText, from: number, least = 0): string {
  const values = json.upToEnd(from).slice(from, from + Math.max(least, MAX_VALUES));
  const other = values.search(OTHER_LINE);
  return other < 0 ? values : values.slice(0, other);
}

/**
 * Up to the last end on the line, since a value may have such words too, else to one on a line below. Without an end
 * the text was cut, or it is not the server's.
 */
function lengthOfKey(values: string, isOfServer: boolean): number {
  const [line = ''] = values.split('\n', 1);
  const next = line.search(NEXT_KEY);
  if (next >= 0) return next;
  const end =
    [...line.matchAll(KEY_END)].at(-1)?.index ??
    values.matchAll(KEY_END).next().value?.index ??
    endBeforeCut(values) ??
    endOfSentence(values);
  if (end !== undefined) return end;
  return isOfServer || endOfParentheses(values) === values.length ? values.length : 0;
}

/** Where the values end in a text that was cut in the words behind them. */
function endBeforeCut(values: string): number | undefined {
  const last = values.lastIndexOf(')');
  if (last < 0) return undefined;
  const words = values.slice(last + 1).replace(/(?:\.{0,3}…?)$/, '');
  return ENDS.some((end) => end.startsWith(words)) ? last : undefined;
}

/** The parenthesis before the full stop of a line that leaves none open, or at the end of all lines. */
function endOfSentence(values: string): number | undefined {
  const closed = endOfParentheses(values);
  for (const { index } of values.matchAll(/\)\.(?=\n)|\)\.?$/g)) {
    if (index >= closed || index + 2 >= values.length) return index;
  }
  return undefined;
}

/** Where the parenthesis closes that was opened before the text; its length where none does. */
function endOfParentheses(text: string, quotes = ''): number {
  let depth = 1;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (quote === '' && character === '(') depth += 1;
    if (quote === '' && character === ')') depth -= 1;
    if (depth === 0) return at;
    if (quotes.includes(character))
      quote = quote === '' ? character : quote === character ? '' : quote;
  }
  return text.length;
}
