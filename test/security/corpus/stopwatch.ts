import { bestMs } from '../../../libs/observability/src/core/testing/linear-time';

/** What reads the first length so fast is well: a square would show. */
const CLEAN_MS = 3;
/** Below this, what else the machine does decides, not the work. */
const MIN_MS = 1;
/** Twice the text may take three times as long: caches and collections count, too. */
const MAX_GROWTH = 1.6;
const MEASUREMENTS = 3;

/** Something that reads a text. */
type Read = (text: string) => unknown;

/** How the time of a reader is measured. */
export interface Measurement {
  /** Makes a text of so many characters. */
  readonly textOf: (length: number) => string;
  /** Characters, ascending; the longer ones are for what is slow with the first. */
  readonly lengths: readonly number[];
  /** No length may take longer. */
  readonly maxMs: number;
}

/**
 * How the time grows where longer texts cost more per character, or too much; undefined where it is well.
 * A busy machine may show it once; a reader that is slow shows it each time.
 */
export function slowness(read: Read, measurement: Measurement): string | undefined {
  let shown: string | undefined;
  for (let i = 0; i < MEASUREMENTS; i += 1) {
    shown = measuredSlowness(read, measurement);
    if (shown === undefined) return undefined;
  }
  return shown;
}

function measuredSlowness(
  read: Read,
  { textOf, lengths: [first = 0, ...longer], maxMs }: Measurement,
): string | undefined {
  let before = { length: first, ms: timeOf(read, textOf(first), CLEAN_MS) };
  if (before.ms <= CLEAN_MS) return undefined;
  const shown = [shownTime(before)];
  for (const length of longer) {
    const factor = length / before.length;
    const limit = Math.min(maxMs, Math.max(before.ms, MIN_MS) * factor ** MAX_GROWTH);
    before = { length, ms: timeOf(read, textOf(length), limit) };
    shown.push(shownTime(before));
    if (before.ms > limit) return shown.join(', ');
  }
  return undefined;
}

/** The text is made before the time runs. */
function timeOf(read: Read, text: string, enoughMs: number): number {
  return bestMs(() => read(text), enoughMs);
}

/** `64 KiB: 3.1 ms`. */
function shownTime({ length, ms }: { readonly length: number; readonly ms: number }): string {
  return `${Math.round(length / 1024)} KiB: ${ms.toFixed(1)} ms`;
}
