/** A text four times as long: a square grows sixteenfold, also on a machine that is busy and slow. */
const PART = 4;
const MAX_GROWTH = 8;
const TRIES = 12;
const US_PER_MS = 1000;

/**
 * How long it takes at best, in milliseconds of this process: others on the machine do not count.
 * It is tried again until that is short enough.
 */
export function bestMs(work: () => unknown, enoughMs: number, tries = TRIES): number {
  let best = Infinity;
  for (let i = 0; i < tries && best > enoughMs; i += 1) {
    const begin = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / US_PER_MS);
  }
  return best;
}

/** What reads a text, and how long texts of a length are made. */
export interface Reading {
  readonly read: (text: string) => unknown;
  readonly textOf: (length: number) => string;
  readonly length: number;
  /** What the length may take on a machine that does nothing else. */
  readonly maxMs: number;
}

/** What it took, where that is longer than it may, and more than in proportion to the length; undefined where it is well. */
export function slowerThanLinear({ read, textOf, length, maxMs }: Reading): string | undefined {
  const text = textOf(length);
  const took = bestMs(() => read(text), maxMs);
  if (took <= maxMs) return undefined;
  const part = textOf(length / PART);
  const ofPart = bestMs(() => read(part), 0);
  return took < ofPart * MAX_GROWTH ? undefined : `${took} ms, a quarter of it ${ofPart} ms`;
}

/** So many characters of a part that is repeated. */
export function repeated(part: string): (length: number) => string {
  return (length) => part.repeat(length / part.length);
}
