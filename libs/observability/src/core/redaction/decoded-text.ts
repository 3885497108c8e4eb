/** A text with its escapes decoded, and where each of its characters came from. */
export interface DecodedText {
  readonly text: string;
  /** The place of each character in the encoded text, and of the end. */
  readonly positions: Uint16Array;
}

/** Stands for an ampersand that was not encoded, where others were: it ends what is encoded before it. */
export const PARAMETER_BREAK = '\u0001';
/** Stands for a byte that is no part of a character of UTF-8 up to U+FFFF. */
const ODD_BYTE = 0xbf;
const IS_ENCODED =
  /%[\da-f]{2}|\\(?:u[\da-f]{4}|x[\da-f]{2}|[nrt/])|&(?:quot|apos|amp|lt|gt|equals|colon|#\d{2,3}|#x[\da-f]{2});/i;
const NEXT_PARAMETER = /&[\w.%+[\]-]{1,64}=/y;
const ENTITY = /&(?:(quot|apos|amp|lt|gt|equals|colon)|#(\d{2,3})|#x([\da-f]{2}));/iy;
const ENTITIES: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  equals: '=',
  colon: ':',
};
const [PERCENT, BACKSLASH, AMPERSAND] = [37, 92, 38];
const AFTER_BACKSLASH = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  // PHP writes JSON so: `https:\/\/user:password@host`.
  ['/', 47],
]);
/** How many hexadecimal digits follow: those of JSON, and of JavaScript, Python and others. */
const DIGITS_AFTER = new Map([
  ['u', 4],
  ['x', 2],
]);

/**
 * Decodes one layer of percent-encoding, JSON's escapes and HTML's entities: a form inside an address,
 * JSON inside a parameter. Undefined where nothing is encoded.
 * @param encoded at most 65,535 characters
 */
export function decodedText(encoded: string): DecodedText | undefined {
  return IS_ENCODED.test(encoded) ? new Decoder(encoded).decode() : undefined;
}

/** Reads a text once; what it makes is never longer than what it reads. */
class Decoder {
  private readonly codes: Uint16Array;
  private readonly positions: Uint16Array;
  private length = 0;

  constructor(private readonly encoded: string) {
    this.codes = new Uint16Array(encoded.length);
    this.positions = new Uint16Array(encoded.length + 1);
  }

  decode(): DecodedText {
    const { encoded, codes, positions } = this;
    for (let at = 0; at < encoded.length;) at = this.readAt(at);
    positions[this.length] = encoded.length;
    const bytes = Buffer.from(codes.buffer, 0, this.length * 2);
    return { text: bytes.toString('utf16le'), positions };
  }

  /** @returns where to go on reading */
  private readAt(at: number): number {
    const code = this.encoded.charCodeAt(at);
    if (code === PERCENT) return this.percentAt(at);
    if (code === BACKSLASH) return this.backslashAt(at);
    if (code === AMPERSAND) return this.ampersandAt(at);
    return this.put(code, at, 1);
  }

  private put(code: number, at: number, taken: number): number {
    this.codes[this.length] = code;
    this.positions[this.length] = at;
    this.length += 1;
    return at + taken;
  }

  /** A character of up to three bytes; what is none stays, or becomes a placeholder. */
  private percentAt(at: number): number {
    const first = this.byteAt(at);
    if (first < 0) return this.put(PERCENT, at, 1);
    if (first < 0x80) return this.put(first, at, 3);
    const second = this.byteAt(at + 3);
    const third = this.byteAt(at + 6);
    if (first >= 0xc2 && first < 0xe0 && isRest(second)) {
      return this.put(((first & 0x1f) << 6) | (second & 0x3f), at, 6);
    }
    if (first >= 0xe0 && first < 0xf0 && isRest(second) && isRest(third)) {
      return this.put(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f), at, 9);
    }
    return this.put(ODD_BYTE, at, 3);
  }

  /** The byte that is encoded there; -1 where none is. */
  private byteAt(at: number): number {
    const { encoded } = this;
    if (encoded.charCodeAt(at) !== PERCENT) return -1;
    const high = hexOf(encoded.charCodeAt(at + 1));
    const low = hexOf(encoded.charCodeAt(at + 2));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private backslashAt(at: number): number {
    const { encoded } = this;
    const letter = encoded.charAt(at + 1);
    const short = AFTER_BACKSLASH.get(letter);
    if (short !== undefined) return this.put(short, at, 2);
    const digits = DIGITS_AFTER.get(letter) ?? 0;
    if (digits === 0) return this.put(BACKSLASH, at, 1);
    let code = 0;
    for (let i = at + 2; i < at + 2 + digits; i += 1) {
      const digit = hexOf(encoded.charCodeAt(i));
      if (digit < 0) return this.put(BACKSLASH, at, 1);
      code = code * 16 + digit;
    }
    return this.put(code, at, 2 + digits);
  }

  private ampersandAt(at: number): number {
    const { encoded } = this;
    ENTITY.lastIndex = at;
    const entity = ENTITY.exec(encoded);
    if (entity) {
      const [whole, name, decimal, hex] = entity;
      const named = ENTITIES[name?.toLowerCase() ?? '']?.charCodeAt(0);
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      return this.put(named ?? code, at, whole.length);
    }
    NEXT_PARAMETER.lastIndex = at;
    const isBreak = NEXT_PARAMETER.test(encoded);
    return this.put(isBreak ? PARAMETER_BREAK.charCodeAt(0) : AMPERSAND, at, 1);
  }
}

function isRest(byte: number): boolean {
  return byte >= 0x80 && byte < 0xc0;
}

/** The value of a hexadecimal digit; -1 for anything else. */
function hexOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const small = code | 32;
  return small >= 97 && small <= 102 ? small - 87 : -1;
}
