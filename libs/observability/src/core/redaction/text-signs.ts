/** What a text has of the characters that secrets are written with, found in one pass. */
export interface TextSigns {
  /** `=` or `:`: keys and values may stand there. */
  readonly hasPairs: boolean;
  readonly hasAt: boolean;
  /** A dash that no word stands before, or `<`. */
  readonly hasMarks: boolean;
  /** `%`, a backslash or `&`: something may be encoded. */
  readonly hasEscapes: boolean;
  readonly hasQuotes: boolean;
  /** `[` or `(`. */
  readonly hasBrackets: boolean;
  readonly hasTilde: boolean;
  /** Whether characters beyond ASCII stand in it. */
  readonly hasWide: boolean;
  readonly digits: number;
  /** The most digits with no letter between them. */
  readonly longestNumber: number;
  /** The longest run of letters, digits, `_` and `-`. */
  readonly longestWord: number;
}

const [LETTER, UNDERSCORE, DIGIT, DASH, SEPARATOR, AT, LESS, ESCAPE, QUOTE, BRACKET, SPACE, TILDE] =
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

const [WIDE_COLON, WIDE_EQUALS] = [0xff1a, 0xff1d];

/** The kind of each ASCII character; 0 for the rest. */
const KINDS = new Uint8Array(128);
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ', LETTER],
  ['_', UNDERSCORE],
  ['0123456789', DIGIT],
  ['-', DASH],
  ['=:', SEPARATOR],
  ['@', AT],
  ['<', LESS],
  ['%\\&', ESCAPE],
  ['"\'`', QUOTE],
  ['[(', BRACKET],
  [' \t\n\r,', SPACE],
  ['~', TILDE],
] as const) {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
}

/**
 * Looks at each character once. Most texts show no sign of a secret, and for them this is all: the
 * detectors, each of which reads the whole text, run where they can find something only.
 */
export function signsOf(text: string): TextSigns {
  let [hasPairs, hasAt, hasMarks, hasEscapes, hasWide] = [false, false, false, false, false];
  let [hasQuotes, hasBrackets, hasTilde] = [false, false, false];
  let [digits, number, longestNumber, longestWord, word, last] = [0, 0, 0, 0, 0, SPACE];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const kind = code < 128 ? (KINDS[code] ?? 0) : 0;
    if (code > 127) {
      hasWide = true;
      if (code === WIDE_COLON || code === WIDE_EQUALS) hasPairs = true;
    }
    if (kind !== 0 && kind <= DASH) {
      word += 1;
      if (kind === DIGIT) {
        digits += 1;
        number += 1;
        if (number > longestNumber) longestNumber = number;
      } else if (kind === LETTER) number = 0;
      else if (kind === DASH && (last === 0 || last > DASH)) hasMarks = true;
    } else {
      if (word > longestWord) longestWord = word;
      word = 0;
      if (kind === SEPARATOR) hasPairs = true;
      else if (kind === AT) hasAt = true;
      else if (kind === ESCAPE) hasEscapes = true;
      else if (kind === LESS) hasMarks = true;
      else if (kind === QUOTE) hasQuotes = true;
      else if (kind === BRACKET) hasBrackets = true;
      else if (kind === TILDE) hasTilde = true;
    }
    last = kind;
  }
  return {
    hasPairs,
    hasAt,
    hasMarks,
    hasEscapes,
    hasQuotes,
    hasBrackets,
    hasTilde,
    hasWide,
    digits,
    longestNumber,
    longestWord: Math.max(word, longestWord),
  };
}
