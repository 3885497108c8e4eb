import { strengthByWords } from './key-strength';
import type { KeyStrength } from './key-strength';
import { plainKey, wordsOf } from './key-words';
import {
  HEADER_ENDINGS,
  HOLDER_LAST_WORDS,
  OTHER_WRITINGS,
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

const OF_QUERY = new Set([...QUERY_KEYS, ...QUERY_WORDS]);
const HEADER_LAST_WORDS = new Set(HEADER_ENDINGS);
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
    return strengthByWords(plain, wordsOf(key));
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
