import { mayBeginToken } from './tokens';

/**
 * What a path may hold. `plain`: names, numbers and UUIDs, so nothing of interest. `long`: a part long
 * enough to be a token or a card, or that begins like a token. `other`: it has a query, an encoded
 * character or anything else.
 */
export type PathKind = 'plain' | 'long' | 'other';

/** A word of so many characters may be a token whatever it begins with. */
const MIN_WORD = 20;
/** The shortest token that is known by its beginning. */
const MIN_KNOWN_TOKEN = 15;
const MIN_CARD = 13;
const [SLASH, DASH, UNDERSCORE] = [47, 45, 95];

/** Looks at each character once: most requests have plain paths, and their lines pay no more. */
export function pathKindOf(path: string): PathKind {
  const { length } = path;
  let [word, part, digits] = [0, 0, 0];
  let isLong = false;
  for (let i = 0; i < length; i += 1) {
    const code = path.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      digits += 1;
      if (digits >= MIN_CARD) isLong = true;
    } else if (isLetter(code)) digits = 0;
    else if (code === DASH || code === SLASH) {
      if (i - word >= MIN_WORD) isLong = true;
      word = i + 1;
      if (code === SLASH) {
        if (i - part >= MIN_KNOWN_TOKEN && beginsLikeToken(path, part)) isLong = true;
        part = i + 1;
      }
      // The groups of a card may have any of the three between them.
    } else if (code !== UNDERSCORE) return 'other';
  }
  if (isLong || length - word >= MIN_WORD) return 'long';
  return length - part >= MIN_KNOWN_TOKEN && beginsLikeToken(path, part) ? 'long' : 'plain';
}

function isLetter(code: number): boolean {
  const small = code | 32;
  return code >= 65 && small >= 97 && small <= 122;
}

function beginsLikeToken(path: string, at: number): boolean {
  return mayBeginToken(path.charCodeAt(at), path.charCodeAt(at + 1));
}
