import { PARAMETER_BREAK } from './decoded-text';

const CODES = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')];

const [END, AMPERSAND, SEMICOLON, COMMA, QUOTE, LESS, GREATER, BACKSLASH, HASH] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9,
];
/** Where a bare value may end; 0 for all that belongs to it. */
const KINDS = new Uint8Array(128);
for (const [characters, kind] of [
  [`\t\n\v\f\r ${PARAMETER_BREAK}`, END],
  ['&', AMPERSAND],
  [';', SEMICOLON],
  [',', COMMA],
  ['"\'`', QUOTE],
  ['<', LESS],
  ['>', GREATER],
  ['\\', BACKSLASH],
  ['#', HASH],
] as const) {
  for (const code of CODES(characters)) KINDS[code] = kind;
}
/** What follows a value that has ended. */
const AFTER_VALUE = new Uint8Array(128);
for (const code of CODES(` \t\r\n,;.)]}>&|/\\"'\`#?!${PARAMETER_BREAK}`)) AFTER_VALUE[code] = 1;
const TRAILING = new Set('),.]};');
const MARKS = new Set('!?#&|/.');
const MAX_MARKS = 8;
/** What stands before a quote that opens. */
const BEFORE_OPENING = new Set(['', ...' \t\r\n([{<>=:,;|&+?!/"\'`'.split('')]);
const MAX_BEFORE = 1024;
const MAX_BACKSLASHES = 16;
const OPENINGS = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
] as const;
/** Another parameter of the form: `&name=`, `&amp;name=`. */
const NEXT_PARAMETER = /&(?:amp;)?[\w.%+[\]-]{1,64}=/y;
/** Another pair of the connection string or path: `;User Id=`. */
const NEXT_SETTING =
  /;(?:[A-Za-z_][\w.-]{0,63}|[A-Z][\w.-]{0,31}(?: [A-Z][\w.-]{0,31}){1,3}) {0,3}=/y;
/** Another pair that is written like this one, or the end of the text or word. A quote or bracket alone may be the value's. */
const NEXT_PAIR = /,(?:\s|$|["'\\]{0,16}[\w.$-]{1,64}["'\\]{0,16}\s{0,3}(?:=|:(?!\/\/)))/y;
const NEXT_PAIR_AFTER_EQUALS = /,(?:\s|$|["'\\]{0,16}[\w.$-]{1,64}["'\\]{0,16}\s{0,3}=)/y;
const BEFORE_VALUE = ' \t"\'`\\';
const MAX_BEFORE_VALUE = 8;
const CLOSING_TAG = /<[/!]/y;

/**
 * What a bare value stands in. `address`: each ampersand ends it. `form`: one does that another
 * parameter follows. `prose`: none does.
 */
export type BareGrammar = 'address' | 'form' | 'prose';

/**
 * Where a value without quotes ends. Of what it might end at, the text decides: an ampersand ends it
 * where another parameter follows, a quote where nothing of a value follows. In doubt it goes on, for
 * a secret that is cut is a secret that leaves.
 */
export function endOfBare(
  text: string,
  start: number,
  from: number,
  grammar: BareGrammar = 'prose',
): number {
  let end = from;
  while (end < text.length && !isEnd(text, end, start, grammar)) end += 1;
  const whole = end;
  const kept = closedBy(text.slice(start, end));
  while (end > start && isTrailing(text.charAt(end - 1), kept)) end -= 1;
  const isParameter = grammar === 'address' && '&#'.includes(text.charAt(whole) || ' ');
  return isParameter || end === start ? whole : end;
}

function isEnd(text: string, at: number, start: number, grammar: BareGrammar): boolean {
  const code = text.charCodeAt(at);
  const kind = code < 128 ? (KINDS[code] ?? 0) : isWideSpace(code);
  switch (kind) {
    case 0:
      return false;
    case AMPERSAND:
      return grammar === 'address' || (grammar === 'form' && isAt(NEXT_PARAMETER, text, at));
    case HASH:
      return grammar === 'address';
    case SEMICOLON:
      return isBeforeBlank(text, at + 1) || isSettingAt(text, at, start);
    case COMMA:
      return grammar !== 'address' && isItemAt(text, at, start);
    case QUOTE:
      return isAfterMarks(text, at + 1) && isQuoteOpen(text, start, text.charAt(at));
    case GREATER:
      return isBeforeBlank(text, at + 1);
    case LESS:
      return isAt(CLOSING_TAG, text, at);
    case BACKSLASH:
      return isClosingQuote(text, at);
    default:
      return true;
  }
}

/** The brackets that close what the value opens itself, so that they are its own: `a(b)`. */
function closedBy(value: string): string {
  return OPENINGS.filter(([opening]) => value.includes(opening))
    .map(([, closing]) => closing)
    .join('');
}

/** Whether the character ends a sentence around the value, or closes what stands around it. */
function isTrailing(character: string, kept: string): boolean {
  return TRAILING.has(character) && !kept.includes(character);
}

function isWideSpace(code: number): number {
  const isSpace = code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a);
  return isSpace || code === 0x2028 || code === 0x2029 ? END : 0;
}

/** Whether what stands at the place can stand behind a value and in none. */
export function isAfterValue(text: string, at: number): boolean {
  return at >= text.length || AFTER_VALUE[text.charCodeAt(at)] === 1;
}

/** Only a quote that opens before a value closes behind it: another one is a character of the value. */
function isQuoteOpen(text: string, start: number, quote: string): boolean {
  const from = Math.max(0, start - MAX_BEFORE);
  let at = text.slice(from, start).lastIndexOf(quote) + from;
  if (text.charAt(at) !== quote) return false;
  const quoteAt = at;
  while (quoteAt - at < MAX_BACKSLASHES && text.charAt(at - 1) === '\\') at -= 1;
  return BEFORE_OPENING.has(text.charAt(at - 1));
}

/**
 * In `password=a,b:c` no pair follows: it would have the same mark between its name and its value.
 * Behind a blank, as in `password: ,b:c`, a comma begins a value.
 */
function isItemAt(text: string, at: number, start: number): boolean {
  if (at === start && isBlankOrEnd(text, at - 1)) return isBeforeBlank(text, at + 1);
  const next = markBefore(text, start) === '=' ? NEXT_PAIR_AFTER_EQUALS : NEXT_PAIR;
  return isAt(next, text, at);
}

function isSettingAt(text: string, at: number, start: number): boolean {
  return markBefore(text, start) !== ':' && isAt(NEXT_SETTING, text, at);
}

/** What stands between a name and its value. */
function markBefore(text: string, start: number): string {
  let at = start - 1;
  while (start - at <= MAX_BEFORE_VALUE && BEFORE_VALUE.includes(text.charAt(at) || '=')) at -= 1;
  return text.charAt(at);
}

/** Marks behind a value end nothing where more follows them at once: `a'!b` is one value. */
function isAfterMarks(text: string, at: number): boolean {
  let end = at;
  while (end - at < MAX_MARKS && MARKS.has(text.charAt(end))) end += 1;
  return isAfterValue(text, end);
}

/** Whether only closing marks stand between the place and a blank. */
function isBeforeBlank(text: string, at: number): boolean {
  let end = at;
  while (end - at < MAX_MARKS && isAfterValue(text, end) && !isBlankOrEnd(text, end)) end += 1;
  return isBlankOrEnd(text, end);
}

function isBlankOrEnd(text: string, at: number): boolean {
  return at < 0 || at >= text.length || KINDS[text.charCodeAt(at)] === END;
}

/** A quote that closes JSON inside JSON, with its backslashes. */
function isClosingQuote(text: string, at: number): boolean {
  if (text.charAt(at - 1) === '\\') return false;
  let end = at;
  while (text.charAt(end) === '\\') end += 1;
  const isQuote = text.charAt(end) === '"' || text.charAt(end) === "'";
  return isQuote && isAfterValue(text, end + 1);
}

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
