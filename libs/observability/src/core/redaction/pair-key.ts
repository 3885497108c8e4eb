/** A key that stands before a separator: its place in the text, and what it is written in. */
export interface PairKey {
  readonly start: number;
  readonly end: number;
  /** The quote that closes it, with the backslashes before it; '' where it has none. */
  readonly quote: string;
  /** What stands before it, and before its quote: `?` and `&` are those of an address. */
  readonly before: string;
}

const MAX_KEY_LENGTH = 64;
const [SPACE, TAB] = [32, 9];
/** Words that are a secret's by the one before them. */
const VAGUE = /^(?:key|code|number|id|answer|phrase|pin)s?$/i;
const MAX_VAGUE_LENGTH = 7;
/** Settings are aligned in columns: `password      = x`. */
const MAX_SPACES = 64;
const MAX_BACKSLASHES = 16;
/** Letters, digits and what joins them; %, + and backslashes are part of encoded ones. */
const KEY_CHARACTERS = new Uint8Array(128);
for (const code of Buffer.from('$_-.[]%+\\')) KEY_CHARACTERS[code] = 1;
for (let code = 0; code < 128; code += 1) {
  if (/[A-Za-z0-9]/.test(String.fromCharCode(code))) KEY_CHARACTERS[code] = 1;
}

/**
 * The key before a separator, one after the other: most keys are of no interest, so what is known of
 * one is worked out when it is read, and the reader is used for all.
 */
export class KeyReader implements PairKey {
  start = 0;
  end = 0;
  private quoteEnd = 0;

  constructor(private readonly text: string) {}

  /** Reads the key before the separator at a place of the text. @returns whether there is one */
  read(separatorAt: number): boolean {
    this.quoteEnd = skipSpaces(this.text, separatorAt);
    this.end = skipQuote(this.text, this.quoteEnd);
    this.start = startOfKey(this.text, this.end, this.end < this.quoteEnd);
    return this.start < this.end;
  }

  get quote(): string {
    return this.text.slice(this.end, this.quoteEnd);
  }

  get before(): string {
    const isQuoted = this.end < this.quoteEnd;
    return this.text.charAt(isQuoted ? beforeQuote(this.text, this.start) : this.start - 1);
  }
}

function skipSpaces(text: string, from: number): number {
  let end = from;
  while (from - end < MAX_SPACES && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A quote and the backslashes that escape it; PostgreSQL writes `Key (token)=(abc)`. */
function skipQuote(text: string, from: number): number {
  const last = text.charAt(from - 1);
  if (last === ')' && text.charAt(from) === '=') return from - 1;
  if (last !== '"' && last !== "'" && last !== '`') return from;
  let end = from - 1;
  while (from - end < MAX_BACKSLASHES && text.charAt(end - 1) === '\\') end -= 1;
  return end;
}

/** Past the quote that opens the key, and the spaces before it: what the key follows. */
function beforeQuote(text: string, start: number): number {
  let at = start - 1;
  while (start - at < MAX_BACKSLASHES && '\\"\'` '.includes(text.charAt(at)) && at >= 0) at -= 1;
  return at;
}

/** In quotes a key may have spaces; without them "API key" has one before a word that says little. */
function startOfKey(text: string, end: number, isQuoted: boolean): number {
  const start = skipKey(text, end, end, isQuoted);
  const mayBeVague = !isQuoted && end - start <= MAX_VAGUE_LENGTH;
  if (!mayBeVague || text.charCodeAt(start - 1) !== SPACE) return start;
  return VAGUE.test(text.slice(start, end)) ? skipKey(text, start - 1, end, false) : start;
}

function skipKey(text: string, from: number, end: number, hasSpaces: boolean): number {
  let start = from;
  while (start > 0 && end - start < MAX_KEY_LENGTH) {
    const code = text.charCodeAt(start - 1);
    if (!isOfKey(code) && !(hasSpaces && code === SPACE)) break;
    start -= 1;
  }
  return start;
}

function isOfKey(code: number): boolean {
  return code > 127 ? !isWideSpace(code) : KEY_CHARACTERS[code] === 1;
}

/** Spaces, line breaks and separators of Unicode end a key as those of ASCII do. */
function isWideSpace(code: number): boolean {
  const isSeparator = code === 0xff1a || code === 0xff1d;
  return isSeparator || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x206f);
}
