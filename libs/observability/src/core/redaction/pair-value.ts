import { endOfScheme } from './headers';
import { endOfBare, isAfterValue } from './bare-value';
import type { BareGrammar } from './bare-value';
import { CLOSING, endOfBlock, endOfBracket, endOfQuoted } from './enclosures';

/** Where a value stands in a text, without its quotes. */
export interface PairValue {
  readonly start: number;
  readonly end: number;
  readonly kind: 'quoted' | 'bracket' | 'bare';
}

/**
 * What a value stands in. `json`: behind a key in quotes. `line`: a header that its whole line belongs
 * to. `setting`: behind an equals sign, where a quote or bracket that its line does not close is part
 * of the value. The others decide where a bare value ends.
 */
export type ValueGrammar = 'json' | 'line' | 'setting' | BareGrammar;

const SPACES = /[ \t]{0,64}/y;
/** `util.inspect` puts a long text on the next line. */
const SPACES_TO_QUOTE = /[\s+]{1,64}(?=\\{0,15}["'`])/y;
const QUOTE = /\\{0,15}["'`]/y;
/** `util.inspect` writes a text of several lines as `'a\n' +` and `'b'` below. */
const PLUS = /[ \t]{0,4}\+\s{1,64}(?=\\{0,15}["'`])/y;
/** GraphQL and Python. */
const BLOCK_QUOTE = /\\{0,15}"(?:\\{0,15}"){2}/y;
const REST_OF_LINE = /[^\r\n]*/y;
/** An object or a list as `util.inspect` writes it: brackets in its quotes close nothing. */
const INSPECTED = /\{\s{0,64}["']?[\w$]{1,64}["']?: |\[\s{0,64}["'`]/y;
/** Another setting on a line below. */
const NEXT_LINE = /[\r\n]\s{0,64}[\w.-]{1,64}[ \t]?[=:]/;
/** ODBC doubles a brace within braces. */
const BRACED = /\{(?:[^}\r\n]|\}\}){0,256}\}(?=[;"'\s]|$)/y;

/** The value that begins at a place of the text, behind the separator. */
export function valueAfter(text: string, from: number, grammar: ValueGrammar): PairValue {
  const start = matchEnd(SPACES_TO_QUOTE, text, from) || matchEnd(SPACES, text, from);
  if (grammar === 'address') return bare(text, start, grammar);
  const isSetting = grammar === 'setting';
  const enclosed = isSetting ? inSetting(text, start) : inQuotes(text, start);
  if (enclosed) return withRest(text, start, enclosed, grammar);
  if (grammar === 'line') {
    const secret = endOfScheme(text, start);
    return { start: secret, end: matchEnd(REST_OF_LINE, text, secret), kind: 'bare' };
  }
  if (isSetting || !(text.charAt(start) in CLOSING)) return bare(text, start, grammar);
  return withRest(text, start, inBrackets(text, start), grammar);
}

/** Where the match at the place ends; 0 where there is none. */
export function matchEnd(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

function bare(text: string, start: number, grammar: ValueGrammar): PairValue {
  return { start, end: endOfBare(text, start, start, bareGrammar(grammar)), kind: 'bare' };
}

function bareGrammar(grammar: ValueGrammar): BareGrammar {
  return grammar === 'address' || grammar === 'form' ? grammar : 'prose';
}

/** What encloses a value, and where it ends with its quote or bracket. */
interface Enclosed extends PairValue {
  readonly outerEnd: number;
}

/** Where the text goes on behind the quote or bracket without a break, that belongs to the value: `(a)K`. */
function withRest(
  text: string,
  start: number,
  { outerEnd, ...value }: Enclosed,
  grammar: ValueGrammar,
): PairValue {
  if (!goesOn(text, outerEnd, value.kind)) return value;
  const isRest = bareGrammar(grammar);
  const end = endOfBare(text, value.kind === 'bracket' ? start : value.start, outerEnd, isRest);
  return { ...value, end: Math.max(end, value.end) };
}

/** `{a}}b` is one value in braces, and an ampersand separates no pairs behind a bracket. */
function goesOn(text: string, at: number, kind: PairValue['kind']): boolean {
  if (!isAfterValue(text, at)) return true;
  const next = text.charAt(at);
  return kind === 'bracket' && (next === '}' || next === '&') && !isAfterValue(text, at + 1);
}

function inQuotes(text: string, start: number): Enclosed | undefined {
  const block = matchEnd(BLOCK_QUOTE, text, start);
  if (block > 0) {
    const end = endOfBlock(text, block);
    return { start: block, end, kind: 'quoted', outerEnd: end + (block - start) };
  }
  const first = quotedAt(text, start);
  if (!first) return undefined;
  let last = first;
  while (matchEnd(PLUS, text, last.outerEnd) > 0) {
    const next = quotedAt(text, matchEnd(PLUS, text, last.outerEnd));
    if (!next) break;
    last = next;
  }
  return { ...last, start: first.start };
}

/** One text in quotes; undefined where none begins at the place. */
function quotedAt(text: string, start: number): Enclosed | undefined {
  const body = matchEnd(QUOTE, text, start);
  if (body === 0) return undefined;
  const end = endOfQuoted(text, body, text.charAt(body - 1), body - 1 - start);
  return { start: body, end, kind: 'quoted', outerEnd: end + (body - start) };
}

/** Quotes of a setting close before the next one begins, brackets on the same line, or are none. */
function inSetting(text: string, start: number): Enclosed | undefined {
  if (matchEnd(INSPECTED, text, start) > 0) return inBrackets(text, start);
  const bracket = endOfSettingBracket(text, start);
  if (bracket > 0) return { start, end: bracket, kind: 'bracket', outerEnd: bracket };
  const quoted = inQuotes(text, start);
  if (!quoted) return undefined;
  const isClosed = quoted.end < text.length && !NEXT_LINE.test(text.slice(start, quoted.end));
  return isClosed ? quoted : undefined;
}

/** A bracket of a setting ends with the first that closes it: `{a"b}`; 0 where none does on its line. */
function endOfSettingBracket(text: string, start: number): number {
  const closing = CLOSING[text.charAt(start)];
  if (closing === undefined) return 0;
  const end =
    (closing === '}' && matchEnd(BRACED, text, start)) || text.indexOf(closing, start) + 1;
  const isOnLine = ['\r', '\n'].every((lineBreak) => {
    const at = text.indexOf(lineBreak, start);
    return at < 0 || at > end;
  });
  return isOnLine ? end : 0;
}

function inBrackets(text: string, start: number): Enclosed {
  const end = endOfBracket(text, start);
  return { start, end, kind: 'bracket', outerEnd: end };
}
