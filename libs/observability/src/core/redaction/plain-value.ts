import { isDigit, isWordCharacter } from './letters';

const [PLUS, PERCENT, DASH, UNDERSCORE, DOT, TILDE] = [43, 37, 45, 95, 46, 126];
/** No token is shorter, alone or behind the name of a scheme; no card or account has fewer digits. */
const MAX_ONLY_WORD = 10;
const MAX_WORD = 7;
const MAX_DIGITS = 10;
/** Encoded characters that part words: blank, slash, comma, brackets, apostrophe. */
const BREAKS = new Set(['20', '2F', '2f', '2C', '2c', '28', '29', '27']);

/**
 * Whether the value of a parameter can hold no secret: short words of letters and digits, of which
 * most are. Looks at each character once.
 */
export function isPlainValue(url: string, from: number, end: number): boolean {
  let [word, longest, words, digits] = [0, 0, 1, 0];
  for (let at = from; at < end; at += 1) {
    const code = url.charCodeAt(at);
    if (isWordCharacter(code) || isJoint(code)) {
      word += 1;
      if (word > longest) longest = word;
      if (isDigit(code)) digits += 1;
    } else if (code === PLUS || (code === PERCENT && BREAKS.has(url.slice(at + 1, at + 3)))) {
      if (code === PERCENT) at += 2;
      word = 0;
      words += 1;
    } else return false;
  }
  return digits <= MAX_DIGITS && longest <= (words === 1 ? MAX_ONLY_WORD : MAX_WORD);
}

function isJoint(code: number): boolean {
  return code === DASH || code === UNDERSCORE || code === DOT || code === TILDE;
}
