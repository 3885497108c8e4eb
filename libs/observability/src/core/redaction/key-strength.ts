import { isAboutSecret } from './key-words';
import {
  HOLDER_LAST_WORDS,
  PACKAGE_NAMES,
  PARTS_BY_CHANCE,
  PASS_ENDINGS,
  QUALIFIED,
  STRONG_LAST_WORDS,
  STRONG_PARTS,
  WEAK_LAST_WORDS,
  WHOLE_KEYS,
} from './key-lists';

/**
 * What a key says of its value. `strong`: a secret, whatever stands there. `weak`: a secret too, by a
 * word that sentences use for other things as well. `holder`: a text under it is a secret, an object
 * is looked into. `about`: it speaks of a secret, so a number, a date, a yes or no is none.
 */
export type KeyStrength = 'none' | 'about' | 'weak' | 'holder' | 'strong';

/** Words that only begin or end like one of a secret. */
const INNOCENT_WORDS =
  /passwordless|secretar(?:y|ies|iat)|tokeni[sz]\w{0,8}|(?:method|function|type|call|email)signature/g;
const LAST_WORDS = new Map<string, KeyStrength>([
  ...STRONG_LAST_WORDS.map((word) => [word, 'strong'] as const),
  ...WEAK_LAST_WORDS.map((word) => [word, 'weak'] as const),
  ...HOLDER_LAST_WORDS.map((word) => [word, 'holder'] as const),
]);
const WHOLE = new Set(WHOLE_KEYS);
const PACKAGES = new Set(PACKAGE_NAMES);
const QUALIFIED_ENDINGS = Object.entries(QUALIFIED).map(
  ([ending, qualifiers]) => [ending, new Set(qualifiers)] as const,
);
const CHANCE_PARTS = new Map(
  Object.entries(PARTS_BY_CHANCE).map(([part, whole]) => [part, new Set(whole)] as const),
);

/** What a key says by its words alone. @param plain its letters and digits, small */
export function strengthByWords(plain: string, words: readonly string[]): KeyStrength {
  if (PACKAGES.has(plain)) return 'about';
  if (isQualified(words)) return 'strong';
  const strength = byWords(plain, words);
  return strength !== 'none' && isAboutSecret(words) ? 'about' : strength;
}

function byWords(plain: string, words: readonly string[]): KeyStrength {
  if (WHOLE.has(plain)) return 'weak';
  if (hasStrongPart(plain, words)) return 'strong';
  // Of a key that speaks of a secret, the word before the last names it.
  const last = isAboutSecret(words) ? (words.at(-2) ?? '') : (words.at(-1) ?? '');
  const strength = LAST_WORDS.get(last);
  if (strength) return strength;
  return endsWithPass(last) ? 'weak' : 'none';
}

function hasStrongPart(plain: string, words: readonly string[]): boolean {
  const telling = plain.replaceAll(INNOCENT_WORDS, '');
  return STRONG_PARTS.some((part) => telling.includes(part) && !isChance(part, words));
}

/**
 * Whether a short part stands across the border of two words and is none of its own: `matchesLost` has
 * no `heslo`, `compassWidth` no `passw`; `passWord` and `card_no` are words that were taken apart.
 */
function isChance(part: string, words: readonly string[]): boolean {
  const whole = CHANCE_PARTS.get(part);
  if (!whole || words.some((word) => word.includes(part))) return false;
  return !words.some((_, first) => {
    let joined = '';
    return words.slice(first).some((word) => whole.has((joined += word)));
  });
}

/** `apiKey`, `two_factor_code`, `cardpin`: a word that says little behind one that says much. */
function isQualified(words: readonly string[]): boolean {
  const last = (words.at(-1) ?? '').replace(/s$/, '');
  const before = words.at(-2) ?? '';
  return QUALIFIED_ENDINGS.some(([ending, qualifiers]) => {
    if (!last.endsWith(ending)) return false;
    if (last !== ending) return qualifiers.has(last.slice(0, -ending.length));
    return qualifiers.has(before) || qualifiers.has(`${words.at(-3) ?? ''}${before}`);
  });
}

function endsWithPass(word: string): boolean {
  return word.endsWith('pass') && !PASS_ENDINGS.includes(word);
}
