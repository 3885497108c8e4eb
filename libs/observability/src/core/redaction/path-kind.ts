/**
 * What a path may hold. `plain`: names, numbers and UUIDs, so nothing of interest. `long`: a part long
 * enough to be a token or a card. `other`: it has a query, an encoded character or anything else.
 */
export type PathKind = 'plain' | 'long' | 'other';

const SHORTEST_TOKEN = 20;
const SHORTEST_CARD = 13;
const [SLASH, DASH, UNDERSCORE] = [47, 45, 95];

/** Looks at each character once: most requests have plain paths, and their lines pay no more. */
export function pathKindOf(path: string): PathKind {
  let [word, digits] = [0, 0];
  let isLong = false;
  for (let i = 0; i < path.length; i += 1) {
    const code = path.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      word += 1;
      digits += 1;
    } else if (isLetter(code)) {
      word += 1;
      digits = 0;
    } else if (code === UNDERSCORE) {
      // The groups of a card may have any of the three between them.
      word += 1;
    } else if (code === DASH || code === SLASH) {
      word = 0;
    } else return 'other';
    isLong ||= word >= SHORTEST_TOKEN || digits >= SHORTEST_CARD;
  }
  return isLong ? 'long' : 'plain';
}

function isLetter(code: number): boolean {
  const small = code | 32;
  return code >= 65 && small >= 97 && small <= 122;
}
