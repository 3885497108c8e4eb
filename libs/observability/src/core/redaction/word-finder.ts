import { LATIN_END, plainLetter } from './letters';

/** Letters and digits. */
const ALPHABET = 36;
const [NINE, ZERO, SMALL_A] = [57, 48, 97];

/** The place in the alphabet of what a character stands for, counted from 1; 0 for none. */
const PLACES = new Uint8Array(LATIN_END);
for (let code = 0; code < LATIN_END; code += 1) {
  const letter = plainLetter(code);
  if (letter !== 0) PLACES[code] = 1 + (letter <= NINE ? letter - ZERO : letter - SMALL_A + 10);
}

/**
 * Finds out in one pass whether any of many words stands in a text, whatever its case and whatever
 * stands between its letters (Aho and Corasick's automaton, Communications of the ACM 18, 1975).
 */
export class WordFinder {
  /** For each state and letter the next state. */
  private readonly next: Int16Array;
  /** 1 where a word ends. */
  private readonly ends: Uint8Array;

  /** @param words of small letters and digits only */
  constructor(words: readonly string[]) {
    const states = words.reduce((sum, { length }) => sum + length, 1);
    this.next = new Int16Array(states * ALPHABET);
    this.ends = new Uint8Array(states);
    let made = 1;
    for (const word of words) made = this.insert(word, made);
    this.link();
  }

  /** Whether a word stands between the two places of the text, or could in letters of another writing. */
  mayBeIn(text: string, start: number, end: number): boolean {
    const { next, ends } = this;
    let state = 0;
    for (let at = start; at < end; at += 1) {
      const code = text.charCodeAt(at);
      if (code >= LATIN_END) return true;
      const place = PLACES[code] ?? 0;
      if (place === 0) continue;
      state = next[state * ALPHABET + place - 1] ?? 0;
      if (ends[state] === 1) return true;
    }
    return false;
  }

  private insert(word: string, made: number): number {
    let [state, count] = [0, made];
    for (let i = 0; i < word.length; i += 1) {
      const at = state * ALPHABET + (PLACES[word.charCodeAt(i)] ?? 1) - 1;
      if (this.next[at] === 0) this.next[at] = count++;
      state = this.next[at] ?? 0;
    }
    this.ends[state] = 1;
    return count;
  }

  /** Gives each state the moves of its longest ending that begins a word too, the shortest first. */
  private link(): void {
    const fallback = new Int16Array(this.ends.length);
    const queue = [0];
    for (const state of queue) {
      for (let letter = 0; letter < ALPHABET; letter += 1) {
        const child = this.next[state * ALPHABET + letter] ?? 0;
        const back = state === 0 ? 0 : (this.next[(fallback[state] ?? 0) * ALPHABET + letter] ?? 0);
        if (child === 0) this.next[state * ALPHABET + letter] = back;
        else {
          fallback[child] = back;
          this.ends[child] = (this.ends[child] ?? 0) | (this.ends[back] ?? 0);
          queue.push(child);
        }
      }
    }
  }
}
