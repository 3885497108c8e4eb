import { RefillingBudget } from '../time/refilling-budget';

/** Of all long texts together: at once, and further ones in a second. */
const MAX_CHARACTERS = 131_072;
/** The same in milliseconds. Patterns of the app may be slow. */
const MAX_MS = 250;

/**
 * How much of long texts is read for one request, job or message, so that no client can make the app
 * spend more by a large text that is logged again and again.
 */
export class TextBudget {
  private readonly characters = new RefillingBudget(MAX_CHARACTERS, MAX_CHARACTERS);
  private readonly time = new RefillingBudget(MAX_MS, MAX_MS);

  /** What the work makes of a text of this length; undefined, and nothing is done, where too little is left. */
  spend<T>(length: number, work: () => T): T | undefined {
    if (!this.time.take(0) || !this.characters.take(length)) return undefined;
    const begin = performance.now();
    const made = work();
    this.time.charge(performance.now() - begin);
    return made;
  }
}
