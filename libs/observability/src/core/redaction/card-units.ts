/**
 * What a text has at one place, as far as numbers of cards go: below ten a digit, {@link JOINT} or
 * the code of a mark that may stand between groups of digits, or {@link OTHER}.
 */
export type Unit = number;

/** A blank or a dash of any kind. */
export const JOINT: Unit = 10;
/** Nothing that stands in the number of a card. */
export const OTHER: Unit = 255;
/** How far the length is from the unit in what {@link unitAt} returns. */
const LENGTH_SHIFT = 8;

const MARKS = '.,/_:;|*~';
/** Blanks of any width, none included, and dashes. A card does not go on in the next line. */
const JOINTS = codesOf(
  '\t +-\u00A0\u00AD\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u200B\u200C' +
    '\u200D\u2010\u2011\u2012\u2013\u2014\u2015\u202F\u205F\u2060\u2212\u3000\uFE58\uFE63\uFEFF\uFF0D',
);
const BULLETS = codesOf('\u00B7\u2022\u2219\u22C5\u30FB');
/** Where the decimal digits of others begin: Arabic, Persian, Devanagari, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0xff10];
const STAR = '*'.charCodeAt(0);
const [PERCENT, BACKSLASH, AMPERSAND] = ['%', '\\', '&'].map((each) => each.charCodeAt(0));
const MAX_ENCODINGS = 4;
const MAX_BACKSLASHES = 8;
const BLANK_ENTITY = /&(?:nbsp|#160|#x[Aa]0);/y;

/** The value of each hexadecimal digit; -1 for the rest of ASCII. */
const HEX = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);

/** The unit of each ASCII character. */
const ASCII = Uint8Array.from({ length: 128 }, (_, code) => ownUnit(code));

/** Whether a text has digits that are not ASCII's, as some keyboards write them. */
export const HAS_FOREIGN_DIGITS = /[٠-٩۰-۹०-९０-９]|%EF%BC%9|%D[9B]%[AB]|%E0%A5%A/i;

/** The unit that begins here, in the low byte, and above it how many characters it is written with. */
export function unitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === PERCENT) return percentUnit(text, at);
  if (code === BACKSLASH) return escapedUnit(text, at);
  if (code === AMPERSAND) return entityUnit(text, at);
  return packed(code < 128 ? (ASCII[code] ?? OTHER) : foreignUnit(code), 1);
}

/** The unit in what {@link unitAt} returned. */
export function unitOf(found: number): Unit {
  return found & OTHER;
}

/** How many characters {@link unitAt} read. */
export function lengthOf(found: number): number {
  return found >> LENGTH_SHIFT;
}

function packed(unit: Unit, length: number): number {
  return (length << LENGTH_SHIFT) | unit;
}

function ownUnit(code: number): Unit {
  if (code >= 48 && code <= 57) return code - 48;
  if (MARKS.includes(String.fromCharCode(code))) return code;
  return JOINTS.has(code) ? JOINT : OTHER;
}

function foreignUnit(code: number): Unit {
  for (const zero of ZEROS) if (code >= zero && code < zero + 10) return code - zero;
  if (BULLETS.has(code)) return STAR;
  return JOINTS.has(code) ? JOINT : OTHER;
}

function codesOf(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (each) => each.charCodeAt(0)));
}

/** `%20`, `%2520`, `%C2%A0`. A digit of ASCII is never written so. */
function percentUnit(text: string, at: number): number {
  const first = byteAt(text, at);
  if (first < 0) return packed(OTHER, 1);
  let code = first & OTHER;
  let end = at + lengthOf(first);
  // The leading byte of UTF-8 says how many follow.
  const more = code < 0xc0 ? 0 : code < 0xe0 ? 1 : 2;
  if (more > 0) code &= more === 1 ? 0x1f : 0x0f;
  for (let i = 0; i < more; i += 1) {
    const next = byteAt(text, end);
    if (next < 0) return packed(OTHER, 1);
    code = (code << 6) | (next & 0x3f);
    end += lengthOf(next);
  }
  const unit = code < 128 ? (ASCII[code] ?? OTHER) : foreignUnit(code);
  const isPlainDigit = code < 128 && unit < 10;
  return unit === OTHER || isPlainDigit ? packed(OTHER, 1) : packed(unit, end - at);
}

/** A byte that is percent-encoded, once or more, and its length; -1 where none is. */
function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  let byte = hexAt(text, at + 1, 2);
  let end = at + 3;
  for (let i = 1; i < MAX_ENCODINGS && byte === PERCENT; i += 1) {
    byte = hexAt(text, end, 2);
    end += 2;
  }
  return byte < 0 ? -1 : packed(byte, end - at);
}

/** `\t`, `\/`, `\u00a0`: JSON in a text, or in another one. */
function escapedUnit(text: string, at: number): number {
  let end = at;
  while (end - at < MAX_BACKSLASHES && text.charCodeAt(end) === BACKSLASH) end += 1;
  const letter = text.charAt(end);
  if (letter === 't') return packed(JOINT, end + 1 - at);
  if (letter === '/') return packed('/'.charCodeAt(0), end + 1 - at);
  const code = letter === 'u' ? hexAt(text, end + 1, 4) : -1;
  const unit = code < 128 ? OTHER : foreignUnit(code);
  return unit === OTHER ? packed(OTHER, 1) : packed(unit, end + 5 - at);
}

function entityUnit(text: string, at: number): number {
  BLANK_ENTITY.lastIndex = at;
  return BLANK_ENTITY.test(text) ? packed(JOINT, BLANK_ENTITY.lastIndex - at) : packed(OTHER, 1);
}

/** So many hexadecimal digits as a number; -1 where one is none. */
function hexAt(text: string, at: number, length: number): number {
  let value = 0;
  for (let i = at; i < at + length; i += 1) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? (HEX[code] ?? -1) : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
