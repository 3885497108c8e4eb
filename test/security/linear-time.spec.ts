import * as fc from 'fast-check';
import { attack, attackGrid } from './attack';
import { anyParts, PARTS, repeated } from './corpus/adversarial-parts';
import { bestMs, isSuperLinear, shownGrowth } from './corpus/stopwatch';
import { TEXT_PASSES } from './corpus/text-passes';
import type { TextPass } from './corpus/text-passes';

const KIB = 1024;
/** Texts are cut at 16 KiB in most places: the table sees what grows up to there, the property the rest. */
const LENGTHS = [2 * KIB, 16 * KIB];
const LONG_LENGTHS = [...LENGTHS, 128 * KIB, 1_000_000];
/** No request of a megabyte holds the event loop for longer. */
const MAX_MS = 20;
/** Formats and destinations are handed texts that the redactor has cut. */
const MAX_OF_LINE = 16 * KIB;
const passes = new Map(TEXT_PASSES.map((pass) => [pass.name, pass]));
const parts = PARTS.map((name) => ({ name }));

describe('the time of passes over text', () => {
  attackGrid(
    'H6',
    'no part that is repeated costs more with each character',
    { rows: parts, columns: TEXT_PASSES },
    ({ name: part }, pass) =>
      isTold(pass) ? undefined : told(pass, slowness(pass, ['', part, ''], LENGTHS)),
  );

  attack(
    'H6',
    'no parts that are repeated to a megabyte hold the event loop for 20 ms',
    fc.record({
      pass: fc.constantFrom(...passes.keys()),
      before: fc.constantFrom('', ...PARTS),
      repeats: anyParts,
      after: fc.constantFrom('', ...PARTS),
    }),
    ({ pass: name, before, repeats, after }) => {
      const pass = passes.get(name);
      const slow = pass && slowness(pass, [before, repeats, after], LONG_LENGTHS);
      if (slow !== undefined) throw new Error(slow);
    },
  );
});

/** Of a pass that is slow a few parts are enough to see why. */
const MAX_TOLD = 4;
const timesTold = new Map<string, number>();

function isTold({ name }: TextPass): boolean {
  return (timesTold.get(name) ?? 0) >= MAX_TOLD;
}

function told({ name }: TextPass, result: string | undefined): string | undefined {
  if (result !== undefined) timesTold.set(name, (timesTold.get(name) ?? 0) + 1);
  return result;
}

/** The first length that takes too long, or how the time grows; undefined where it is well. */
function slowness(
  { read, isOfLines }: TextPass,
  [before, part, after]: readonly [string, string, string],
  lengths: readonly number[],
): string | undefined {
  const ms: number[] = [];
  for (const length of lengths) {
    if (isOfLines && length > MAX_OF_LINE) break;
    const text = before + repeated(part, length) + after;
    ms.push(bestMs(() => read(text), { enoughMs: MAX_MS / 10, hopelessMs: MAX_MS * 10 }));
    if ((ms.at(-1) ?? 0) > MAX_MS) break;
  }
  const growth = { lengths: lengths.slice(0, ms.length), ms };
  const isSlow = ms.some((took) => took > MAX_MS) || isSuperLinear(growth);
  return isSlow ? shownGrowth(growth) : undefined;
}
