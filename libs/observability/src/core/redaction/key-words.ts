import { isAccent, isDigit, plainLetter } from './letters';
import { ABOUT_FIRST, ABOUT_LAST, TOKEN_AMOUNTS } from './key-lists';

const FIRST = new Set(ABOUT_FIRST);
const LAST = new Set(ABOUT_LAST);
const AMOUNTS = new Set(TOKEN_AMOUNTS);
const [CAPITAL_A, CAPITAL_Z] = [65, 90];

/** The key in small letters without anything between them: `X-Api-Key` is `xapikey`. */
export function plainKey(key: string): string {
  let plain = '';
  for (let at = 0; at < key.length; at += 1) {
    const letter = plainLetter(key.charCodeAt(at));
    if (letter !== 0) plain += String.fromCharCode(letter);
  }
  return plain;
}

/**
 * The words of a key in any spelling, without digits at their end: `userPassword`, `user_password`,
 * `user[password2]`. A word begins at a capital, and after anything that is no letter or digit.
 */
export function wordsOf(key: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  const end = (): void => {
    if (word !== '') words.push(withoutDigits(word));
    word = '';
  };
  for (let at = 0; at < key.length; at += 1) {
    const code = key.charCodeAt(at);
    const letter = plainLetter(code);
    if (letter === 0) {
      if (!isAccent(code)) end();
      continue;
    }
    if (isCapital(code) && beginsWord(key, at)) end();
    word += String.fromCharCode(letter);
  }
  end();
  return words;
}

/** Whether a key speaks of a secret without holding one. */
export function isAboutSecret(words: readonly string[]): boolean {
  if (words.length < 2) return false;
  const last = words.at(-1) ?? '';
  if (FIRST.has(words[0] ?? '') || LAST.has(last)) return true;
  return last === 'tokens' && AMOUNTS.has(words.at(-2) ?? '');
}

/** After a small letter or digit, and before a small letter that follows capitals: `XMLToken`. */
function beginsWord(key: string, at: number): boolean {
  if (at === 0) return false;
  if (!isCapital(key.charCodeAt(at - 1))) return true;
  const next = key.charCodeAt(at + 1);
  return plainLetter(next) !== 0 && !isCapital(next) && !isDigit(next);
}

function isCapital(code: number): boolean {
  return code >= CAPITAL_A && code <= CAPITAL_Z;
}

/** `password2`; a word of digits alone stays. */
function withoutDigits(word: string): string {
  let end = word.length;
  while (end > 0 && isDigit(word.charCodeAt(end - 1))) end -= 1;
  return end === 0 ? word : word.slice(0, end);
}
