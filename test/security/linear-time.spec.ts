import * as fc from 'fast-check';
import { Redactor } from '../../libs/observability/src/core';
import { attack, attackGrid } from './attack';
import {
  anyFrame,
  FILLED,
  framed,
  OPENINGS,
  PARTS,
  RUN_UPS,
  RUNS,
  twoRuns,
} from './corpus/adversarial-parts';
import type { Frame } from './corpus/adversarial-parts';
import { slowness } from './corpus/stopwatch';
import { TEXT_PASSES } from './corpus/text-passes';
import type { TextPass } from './corpus/text-passes';

const KIB = 1024;
/** Texts are cut at 16 KiB in most places: the table sees what grows up to there, the property the rest. */
const LENGTHS = [4 * KIB, 16 * KIB];
const LONG_LENGTHS = [4 * KIB, 16 * KIB, 128 * KIB, 1_000_000];
/** Five times what is promised: a machine that runs tests may be slow. */
const MAX_MS = 100;
/** Formats and destinations are handed lines, which have several texts. */
const LINE_LENGTHS = [2 * KIB, 8 * KIB];
const parts = PARTS.map((name) => ({ name }));
/** The pass that reads most, by every grammar. */
const textPasses = TEXT_PASSES.filter(({ name }) => name === 'text');
const runUps = RUN_UPS.map((runUp) => ({ name: JSON.stringify(runUp), runUp }));
const runs = RUNS.map((name) => ({ name }));
const openings = OPENINGS.map((name) => ({ name }));
const filled = FILLED.map((frame) => ({ name: JSON.stringify(frame), frame }));

const redactor = new Redactor();

describe('the time of passes over text', () => {
  attackGrid(
    'H6',
    'no part that is repeated costs more with each character',
    { rows: parts, columns: TEXT_PASSES },
    ({ name: part }, pass) => slownessOf(pass, ['', part, ''], LENGTHS),
  );

  attackGrid(
    'H6',
    'nothing that opens a value costs more with each time it comes again',
    { rows: openings, columns: textPasses },
    ({ name: part }, pass) => slownessOf(pass, ['', part, ''], LENGTHS),
  );

  attackGrid(
    'H6',
    'nothing behind a value costs more with each character before it turns out to be no part of it',
    { rows: filled, columns: textPasses },
    ({ frame }, pass) => slownessOf(pass, frame, LENGTHS),
  );

  attackGrid(
    'H6',
    'nothing in a value costs more with each character that stands before the value',
    { rows: runUps, columns: runs },
    ({ runUp }, { name: run }) =>
      slowness((text) => redactor.text(text), {
        textOf: twoRuns(runUp, run),
        lengths: LENGTHS,
        maxMs: MAX_MS,
      }),
  );

  attack(
    'H6',
    'no parts that are repeated to a megabyte cost more with each character',
    fc.record({ pass: fc.constantFrom(...TEXT_PASSES), frame: anyFrame }),
    ({ pass, frame }) => {
      const slow = slownessOf(pass, frame, LONG_LENGTHS);
      if (slow !== undefined) throw new Error(`${pass.name}: ${slow}`);
    },
  );
});

function slownessOf(
  { read, isOfLines }: TextPass,
  frame: Frame,
  lengths: readonly number[],
): string | undefined {
  const own = isOfLines ? LINE_LENGTHS : lengths;
  return slowness(read, { textOf: framed(frame), lengths: own, maxMs: MAX_MS });
}
