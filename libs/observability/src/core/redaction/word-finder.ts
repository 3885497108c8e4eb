import { plainLetter } from './letters';

/** Letters and digits. */
const ALPHABET = 36;
const [ZERO, NINE, SMALL_A] = [48, 57, 97];

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

  /** Whether a word stands between the two places of the text. */
  isIn(text: string, start: number, end: number): boolean {
    const { next, ends } = this;
    let state = 0;
    for (let at = start; at < end; at += 1) {
      const letter = plainLetter(text.charCodeAt(at));
      if (letter === 0) continue;
      state = next[state * ALPHABET + indexOf(letter)] ?? 0;
      if (ends[state] === 1) return true;
    }
    return false;
  }

  private insert(word: string, made: number): number {
    let [state, count] = [0, made];
    for (let i = 0; i < word.length; i += 1) {
      const at = state * ALPHABET + indexOf(word.charCodeAt(i));
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
    for (let i = 0; i < queue.length; i += 1) {
      const state = queue[i] ?? 0;
      for (let letter = 0; letter < ALPHABET; letter += 1) {
        const child = this.next[state * ALPHABET + letter] ?? 0;
        const back = this.next[(fallback[state] ?? 0) * ALPHABET + letter] ?? 0;
        if (child === 0) this.next[state * ALPHABET + letter] = state === 0 ? 0 : back;
        else {
          fallback[child] = state === 0 ? 0 : back;
          this.ends[child] = (this.ends[child] ?? 0) | (this.ends[fallback[child] ?? 0] ?? 0);
          queue.push(child);
        }
      }
    }
  }
}

function indexOf(letter: number): number {
  return letter <= NINE ? letter - ZERO : letter - SMALL_A + 10;
}
