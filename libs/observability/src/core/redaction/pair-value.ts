/** Where a value stands in a text, without its quotes. */
export interface PairValue {
  readonly start: number;
  readonly end: number;
  readonly kind: 'quoted' | 'bracket' | 'bare';
}

/** How a bare value ends: with the parameter, the line or the word. */
export type ValueEnd = 'parameter' | 'line' | 'word';

const SPACES = /[ \t]{0,8}/y;
/** `util.inspect` puts a long text on the next line. */
const SPACES_TO_QUOTE = /\s{1,64}(?=["'`])/y;
/** JSON and GraphQL in a parameter: `%7B%22pin%22%3A%22`. */
const ENCODED_QUOTE = /(?:%(?:25){0,3}20|\+){0,8}%(?:25){0,3}2[27]/iy;
const QUOTE = /\\{0,15}["'`]/y;
/** What certainly belongs to a bare value; at what comes then one has to look. */
const STEPS: Readonly<Record<ValueEnd, RegExp>> = {
  parameter: /[^\s"'`<>&#%]*/y,
  line: /[^\r\n]*/y,
  word: /[^\s"'`<>&;,%]*/y,
};
/** The end of a parameter in an address that was encoded to stand in another one. */
const ENCODED_END = /%(?:25){0,3}(?:26|23|3B)/iy;
/** A comma ends a bare value where another pair follows. */
const NEXT_PAIR = /,\s{0,8}["']?[\w.$-]{1,64}["']?\s{0,3}[=:]/y;
const TRAILING = new Set('),.]}');
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };

/** The value that begins at a place of the text, behind the separator. */
export function valueAfter(text: string, from: number, ends: ValueEnd): PairValue {
  const start = matchEnd(SPACES_TO_QUOTE, text, from) || matchEnd(SPACES, text, from);
  const bodyStart = matchEnd(QUOTE, text, start);
  if (bodyStart > 0) {
    const quote = text.charAt(bodyStart - 1);
    const end = endOfQuoted(text, bodyStart, quote, bodyStart - 1 - start);
    return { start: bodyStart, end, kind: 'quoted' };
  }
  if (ends !== 'line' && text.charAt(start) in CLOSING) {
    return { start, end: endOfBracket(text, start), kind: 'bracket' };
  }
  return { start, end: endOfBare(text, start, ends), kind: 'bare' };
}

/**
 * The value in encoded quotes that begins there; undefined where none does. It ends at the next quote
 * that is encoded in the same way and not a part of it: `%5C%22`.
 */
export function encodedQuoted(text: string, from: number): PairValue | undefined {
  const start = matchEnd(ENCODED_QUOTE, text, from);
  if (start === 0) return undefined;
  const quote = text.slice(text.lastIndexOf('%', start - 1), start);
  let end = text.indexOf(quote, start);
  while (end >= 0 && /%(?:25){0,3}5c$/i.test(text.slice(Math.max(start, end - 9), end))) {
    end = text.indexOf(quote, end + 1);
  }
  return { start, end: end < 0 ? text.length : end, kind: 'quoted' };
}

/** Inner quotes have more backslashes before them than the outer ones. */
function endOfQuoted(text: string, from: number, quote: string, backslashes: number): number {
  let at = text.indexOf(quote, from);
  while (at >= 0) {
    const before = backslashesBefore(text, at, from);
    if (before <= backslashes) return at - before;
    at = text.indexOf(quote, at + 1);
  }
  return text.length;
}

function backslashesBefore(text: string, at: number, from: number): number {
  let count = 0;
  while (at - count > from && text.charAt(at - count - 1) === '\\') count += 1;
  return count;
}

/** Past the bracket that closes the one at the place; brackets in quotes do not count. */
function endOfBracket(text: string, start: number): number {
  const open: string[] = [];
  for (let at = start; at < text.length; at += 1) {
    const character = text.charAt(at);
    const closing = CLOSING[character];
    if (closing !== undefined) open.push(closing);
    else if (character === open.at(-1)) open.pop();
    else if (character === '"') at = closingQuote(text, at, start);
    if (open.length === 0) return at + 1;
  }
  return text.length;
}

function closingQuote(text: string, at: number, start: number): number {
  const backslashes = backslashesBefore(text, at, start);
  return endOfQuoted(text, at + 1, '"', backslashes) + backslashes;
}

function endOfBare(text: string, start: number, ends: ValueEnd): number {
  let end = matchEnd(STEPS[ends], text, start);
  while (goesOn(text, end)) end = matchEnd(STEPS[ends], text, end + 1);
  if (ends !== 'word') return end;
  while (end > start && TRAILING.has(text.charAt(end - 1))) end -= 1;
  return end;
}

function goesOn(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character === '%') return matchEnd(ENCODED_END, text, at) === 0;
  return character === ',' && matchEnd(NEXT_PAIR, text, at) === 0;
}

/** Where the match at the place ends; 0 where there is none. */
function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}
