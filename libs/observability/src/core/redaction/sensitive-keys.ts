import { isAboutSecret, plainKey, wordsOf } from './key-words';
import {
  HEADER_ENDINGS,
  HOLDER_LAST_WORDS,
  OTHER_WRITINGS,
  PACKAGE_NAMES,
  PARTS_BY_CHANCE,
  PASS_ENDINGS,
  QUALIFIED,
  QUERY_KEYS,
  QUERY_WORDS,
  STRONG_LAST_WORDS,
  STRONG_PARTS,
  WEAK_LAST_WORDS,
  WHOLE_KEYS,
} from './key-lists';
import { isPlainFact } from './plain-facts';
import { WordFinder } from './word-finder';

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
const OF_QUERY = new Set([...QUERY_KEYS, ...QUERY_WORDS]);
const HEADER_LAST_WORDS = new Set(HEADER_ENDINGS);
const QUALIFIED_ENDINGS = Object.entries(QUALIFIED).map(
  ([ending, qualifiers]) => [ending, new Set(qualifiers)] as const,
);
/** A key with none of these holds no secret. */
const HINTS = [
  ...STRONG_PARTS,
  ...STRONG_LAST_WORDS,
  ...WEAK_LAST_WORDS,
  ...HOLDER_LAST_WORDS,
  ...WHOLE_KEYS,
  ...Object.keys(QUALIFIED),
  ...OF_QUERY,
];
const CHANCE_PARTS = new Map(
  Object.entries(PARTS_BY_CHANCE).map(([part, whole]) => [part, new Set(whole)] as const),
);
const VAGUE_KEYS = new Set([...Object.keys(QUALIFIED), 'pass']);
/** Letters beyond Latin, those of full width aside. */
const HAS_OTHER_WRITING = /[\u0370-\ufeff]/;
/** A word of the app may go over a key and the one above it. */
const ANY_WORD = new WordFinder(Array.from('abcdefghijklmnopqrstuvwxyz0123456789'));
const MAX_REMEMBERED = 1000;
const MAX_KEY_LENGTH = 256;

/** Decides by its name whether a value must not leave the process. */
export class SensitiveKeys {
  private readonly additional: readonly string[];
  /** Words that have no plain letters: they are compared as they are, in small letters. */
  private readonly otherWritings: readonly string[];
  private readonly hints: WordFinder;
  private readonly parents: WordFinder;
  private known = new Map<string, KeyStrength>();
  private knownBefore = new Map<string, KeyStrength>();

  /** @param additional the app's own, found anywhere in a key, however they are written */
  constructor(additional: readonly string[] = []) {
    const latin = additional.filter((word) => !isOfOtherWriting(word)).map(plainKey);
    this.additional = latin.filter((word) => word !== '');
    this.otherWritings = [
      ...OTHER_WRITINGS,
      ...additional.filter(isOfOtherWriting).map(smallLetters),
    ];
    this.hints = new WordFinder([...HINTS, ...this.additional]);
    this.parents =
      additional.length > 0
        ? ANY_WORD
        : new WordFinder([...HINTS, ...Object.values(QUALIFIED).flat()]);
  }

  /** Whether a text under the key is a secret, whatever it says. */
  has(key: string): boolean {
    const strength = this.strengthOf(key);
    return strength !== 'none' && strength !== 'about';
  }

  /** Whether this text is a secret under the key. */
  hides(key: string, text: string): boolean {
    const strength = this.strengthOf(key);
    return strength !== 'none' && !(strength === 'about' && isPlainFact(text));
  }

  /** The same for a header, whose name need not say more than `X-Shop-Key`. */
  hidesHeader(name: string, value: string): boolean {
    return this.hides(name, value) || isHeaderOfSecret(name);
  }

  /** Whether any value of the header is a secret; where not, none needs to be read. */
  mayHideHeader(name: string): boolean {
    return this.strengthOf(name) !== 'none' || isHeaderOfSecret(name);
  }

  /** Whether the part of a text could be such a key, read once and without a copy of it. */
  mayHave(text: string, start: number, end: number): boolean {
    return this.hints.mayBeIn(text, start, end);
  }

  /** The strength of a key in an object that is named itself: `id` of a session, `number` of a card. */
  strengthBelow(parent: string, key: string): KeyStrength {
    return VAGUE_KEYS.has(key.toLowerCase()) ? this.strengthOf(`${parent}_${key}`) : 'none';
  }

  /** Whether the part of a text could be such a parent's key. */
  mayQualify(text: string, start: number, end: number): boolean {
    return this.parents.mayBeIn(text, start, end);
  }

  strengthOf(key: string): KeyStrength {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const strength = this.knownBefore.get(key) ?? this.judge(key.slice(-MAX_KEY_LENGTH));
    this.remember(key, strength);
    return strength;
  }

  /** Keys can come from outside (a body's keys), so the oldest half of the memory goes when it is full. */
  private remember(key: string, strength: KeyStrength): void {
    if (key.length > MAX_KEY_LENGTH) return;
    if (this.known.size >= MAX_REMEMBERED) {
      this.knownBefore = this.known;
      this.known = new Map();
    }
    this.known.set(key, strength);
  }

  private judge(key: string): KeyStrength {
    if (isOfOtherWriting(key)) {
      const small = smallLetters(key);
      if (this.otherWritings.some((word) => small.includes(word))) return 'strong';
    }
    if (!this.hints.mayBeIn(key, 0, key.length)) return 'none';
    const plain = plainKey(key);
    if (this.additional.some((word) => plain.includes(word))) return 'strong';
    const words = wordsOf(key);
    if (PACKAGES.has(plain)) return 'about';
    if (isQualified(words)) return 'strong';
    const strength = byWords(plain, words);
    return strength !== 'none' && isAboutSecret(words) ? 'about' : strength;
  }
}

function isOfOtherWriting(word: string): boolean {
  return HAS_OTHER_WRITING.test(word);
}

function smallLetters(key: string): string {
  return key.toLowerCase();
}

function isHeaderOfSecret(name: string): boolean {
  return HEADER_LAST_WORDS.has(wordsOf(name).at(-1) ?? '');
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
