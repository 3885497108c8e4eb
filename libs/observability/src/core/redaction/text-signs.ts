/** What a text has of the characters that secrets are written with, found in one pass. */
export interface TextSigns {
  /** `=`, `:`, or one of them encoded: keys and values may stand there. */
  readonly hasPairs: boolean;
  readonly hasAt: boolean;
  /** `--` or `</`. */
  readonly hasMarks: boolean;
  readonly digits: number;
  /** The longest run of letters, digits, `_` and `-`. */
  readonly longestWord: number;
}

const LETTER = 1;
const DIGIT = 2;
const DASH = 3;
const SEPARATOR = 4;
const AT = 5;
const SLASH = 6;
const PERCENT = 7;

/** The kind of each ASCII character; 0 for the rest. */
const KINDS = new Uint8Array(128);
for (const [characters, kind] of [
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', LETTER],
  ['0123456789', DIGIT],
  ['-', DASH],
  ['=:', SEPARATOR],
  ['@', AT],
  ['/', SLASH],
  ['%', PERCENT],
] as const) {
  for (const character of characters) KINDS[character.charCodeAt(0)] = kind;
}

/**
 * Looks at each character once. Most texts show no sign of a secret, and for them this is all: the
 * patterns, each of which reads the whole text, are asked where they can find something only.
 */
export function signsOf(text: string): TextSigns {
  let [hasPairs, hasAt, hasMarks] = [false, false, false];
  let [digits, longestWord, word, last] = [0, 0, 0, 0];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const kind = code < 128 ? (KINDS[code] ?? 0) : 0;
    if (kind !== 0 && kind <= DASH) {
      word += 1;
      if (kind === DIGIT) digits += 1;
      else if (kind === DASH && last === code) hasMarks = true;
    } else {
      if (word > longestWord) longestWord = word;
      word = 0;
      if (kind === SEPARATOR || kind === PERCENT) hasPairs = true;
      if (kind === AT || kind === PERCENT) hasAt = true;
      else if (kind === SLASH && last === LESS_THAN) hasMarks = true;
    }
    last = code;
  }
  return { hasPairs, hasAt, hasMarks, digits, longestWord: Math.max(word, longestWord) };
}

const LESS_THAN = '<'.charCodeAt(0);
