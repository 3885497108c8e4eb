/** A key that stands before a separator. */
export interface PairKey {
  readonly name: string;
  /** The quote that closes it, with the backslashes before it; '' where it has none. */
  readonly quote: string;
  /** What stands before it: `?` and `&` are those of an address. */
  readonly before: string;
}

const LONGEST_KEY = 64;
const SPACE = 32;
/** Words that are a secret's by the one before them. */
const VAGUE = /^(?:key|code|number|id)$/i;
const LONGEST_VAGUE = 6;
const MOST_SPACES = 3;
const MOST_BACKSLASHES = 16;
/** Letters, digits and what joins them; %, + and backslashes are part of encoded ones. */
const KEY_CHARACTERS = new Set(Buffer.from('$_-.[]%+\\'));

/** The key before the separator at a place of the text; undefined where none is. */
export function keyBefore(text: string, separatorAt: number): PairKey | undefined {
  const quoteEnd = skipSpaces(text, separatorAt);
  const end = skipQuote(text, quoteEnd);
  const isQuoted = end < quoteEnd;
  const start = startOfKey(text, end, isQuoted);
  if (start === end) return undefined;
  const raw = text.slice(start, end);
  const name = raw.includes('%') || raw.includes('\\') ? decoded(raw) : raw;
  return { name, quote: text.slice(end, quoteEnd), before: text.charAt(start - 1) };
}

function skipSpaces(text: string, from: number): number {
  let end = from;
  while (from - end < MOST_SPACES && text.charAt(end - 1) === ' ') end -= 1;
  return end;
}

/** A quote and the backslashes that escape it; PostgreSQL writes `Key (token)=(abc)`. */
function skipQuote(text: string, from: number): number {
  const last = text.charAt(from - 1);
  if (last === ')' && text.charAt(from) === '=') return from - 1;
  if (last !== '"' && last !== "'" && last !== '`') return from;
  let end = from - 1;
  while (from - end < MOST_BACKSLASHES && text.charAt(end - 1) === '\\') end -= 1;
  return end;
}

/** In quotes a key may have spaces; without them "API key" has one before a word that says little. */
function startOfKey(text: string, end: number, isQuoted: boolean): number {
  const start = skipKey(text, end, end, isQuoted);
  const isVague = !isQuoted && end - start <= LONGEST_VAGUE && VAGUE.test(text.slice(start, end));
  return isVague && text.charAt(start - 1) === ' ' ? skipKey(text, start - 1, end, false) : start;
}

function skipKey(text: string, from: number, end: number, hasSpaces: boolean): number {
  let start = from;
  while (start > 0 && end - start < LONGEST_KEY) {
    const code = text.charCodeAt(start - 1);
    if (!isOfKey(code) && !(hasSpaces && code === SPACE)) break;
    start -= 1;
  }
  return start;
}

function isOfKey(code: number): boolean {
  if (code > 127) return true;
  const small = code | 32;
  const isLetter = small >= 97 && small <= 122 && code >= 65;
  return isLetter || (code >= 48 && code <= 57) || KEY_CHARACTERS.has(code);
}

/** `pass%77ord`, `user%5Bpassword%5D`, `pass\u0077ord`; of an address in another one the last name. */
function decoded(raw: string): string {
  const plain = raw
    .slice(raw.lastIndexOf('%3D') + 1)
    .replaceAll(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replaceAll(/\\[nrt]/g, ' ')
    .replaceAll(/%(?:25)*([\da-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
  return /[^?&;#/\s=:]*$/.exec(plain)?.[0] ?? plain;
}
