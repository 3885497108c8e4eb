const [CAPITAL_A, CAPITAL_Z, SMALL_A, SMALL_Z, ZERO, NINE] = [65, 90, 97, 122, 48, 57];
/** Latin letters with accents end before it. */
export const LATIN_END = 0x250;
const FULL_WIDTH = { start: 0xff01, end: 0xff5e, shift: 0xfee0 };
const COMBINING = { start: 0x300, end: 0x36f };

/** Letters that Unicode does not take apart. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'l',
  ø: 'o',
  Ø: 'o',
  đ: 'd',
  Đ: 'd',
  ı: 'i',
  ß: 's',
};

/** The plain letter of each Latin letter with an accent, `é` is `e`; 0 where there is none. */
const PLAIN = new Uint8Array(LATIN_END);
for (let code = 0; code < LATIN_END; code += 1) {
  const letter = String.fromCharCode(code);
  PLAIN[code] = ofAscii((WHOLE_LETTERS[letter] ?? letter.normalize('NFKD')).charCodeAt(0));
}

/**
 * The small ASCII letter or digit that a character of a key stands for, whatever its case, accent or
 * width; 0 for anything else.
 */
export function plainLetter(code: number): number {
  if (code < LATIN_END) return PLAIN[code] ?? 0;
  if (code < FULL_WIDTH.start || code > FULL_WIDTH.end) return 0;
  return ofAscii(code - FULL_WIDTH.shift);
}

/** Whether the character is an accent of the letter before it. */
export function isAccent(code: number): boolean {
  return code >= COMBINING.start && code <= COMBINING.end;
}

export function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

/** An ASCII letter or digit. */
export function isWordCharacter(code: number): boolean {
  return isDigit(code) || isAsciiLetter(code);
}

function isAsciiLetter(code: number): boolean {
  return (code >= SMALL_A && code <= SMALL_Z) || (code >= CAPITAL_A && code <= CAPITAL_Z);
}

function ofAscii(code: number): number {
  if (code >= CAPITAL_A && code <= CAPITAL_Z) return code | 32;
  return isWordCharacter(code) ? code : 0;
}
