import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';

/** What `tools/security.mjs` reads: one record for each attack of a run. */
const RECORDS = join(__dirname, '../../.cache/attacks');
/** Fixed, so that a run that passes passes again; the fuzzer chooses others. */
const DEFAULT_SEED = 20_261_130;
const DEFAULT_RUNS = 200;
const SETUP_MS = 30_000;

/** Set by the fuzzer: how long each property is tried. */
const fuzzMs = Number(process.env['FUZZ_MS_EACH'] ?? 0);
/** Tables have nothing to go on with. */
const itOfTable = fuzzMs > 0 ? it.skip : it;
const seed = Number(process.env['FUZZ_SEED'] ?? DEFAULT_SEED);

/** Checks one instance of an attack; throws when it succeeds. */
type Holds<T> = (instance: T) => void | Promise<void>;

/**
 * Tries an attack with generated instances: 200 in a test run, as many as fit in the time when
 * fuzzing. `promise` is the row of docs/security.md that the attack is made on.
 */
export function attack<T>(
  promise: string,
  title: string,
  instances: fc.Arbitrary<T>,
  holds: Holds<T>,
  { runs = DEFAULT_RUNS }: { runs?: number } = {},
): void {
  it(
    `${promise}: ${title}`,
    async () => {
      const begin = performance.now();
      const property = fc.asyncProperty(instances, async (instance) => holds(instance));
      const budget = fuzzMs > 0 ? { numRuns: 1e9, interruptAfterTimeLimit: fuzzMs } : {};
      const result = await fc.check(property, { numRuns: runs, seed, ...budget });
      record(promise, title, 'generated', result.numRuns, performance.now() - begin, result.failed);
      if (result.failed) throw new Error(fc.defaultReportMessage(result));
    },
    fuzzMs + SETUP_MS,
  );
}

/** Tries an attack with each instance of a table; all that succeed are listed. */
export function attackEach<T>(
  promise: string,
  title: string,
  instances: readonly T[],
  holds: Holds<T>,
): void {
  itOfTable(
    `${promise}: ${title}`,
    async () => {
      const begin = performance.now();
      const broken: string[] = [];
      for (const instance of instances) {
        try {
          await holds(instance);
        } catch (error) {
          broken.push(`${JSON.stringify(instance)}\n${String(error)}`);
        }
      }
      const ms = performance.now() - begin;
      record(promise, title, 'table', instances.length, ms, broken.length > 0);
      if (broken.length > 0) {
        throw new Error(`${broken.length} of ${instances.length}:\n${broken.join('\n')}`);
      }
    },
    SETUP_MS * 2,
  );
}

/** Something that a table of attacks is made of. */
interface Named {
  readonly name: string;
}

const MAX_LISTED = 8;

/**
 * Tries an attack with each row of one table in each column of another. `succeeds` says what came
 * of it, or undefined where the promise held.
 */
export function attackGrid<R extends Named, C extends Named>(
  promise: string,
  title: string,
  { rows, columns }: { rows: readonly R[]; columns: readonly C[] },
  succeeds: (row: R, column: C) => string | undefined,
): void {
  itOfTable(
    `${promise}: ${title}`,
    () => {
      const begin = performance.now();
      const broken: Broken[] = [];
      for (const { row, column } of pairsOf(rows, columns)) {
        const result = succeeds(row, column);
        if (result !== undefined) broken.push({ row: row.name, column: column.name, result });
      }
      const tries = rows.length * columns.length;
      record(promise, title, 'table', tries, performance.now() - begin, broken.length > 0);
      if (broken.length > 0) {
        throw new Error(`${broken.length} of ${tries}:\n${listed(broken, columns.length)}`);
      }
    },
    SETUP_MS * 2,
  );
}

interface Broken {
  readonly row: string;
  readonly column: string;
  readonly result: string;
}

function* pairsOf<R, C>(
  rows: readonly R[],
  columns: readonly C[],
): Generator<{ row: R; column: C }> {
  for (const row of rows) for (const column of columns) yield { row, column };
}

/** Rows that break in every second column and more once, the others by column with one example. */
function listed(broken: readonly Broken[], columns: number): string {
  const byRow = groupedBy(broken, 'row');
  const often = new Set(
    [...byRow].filter(([, all]) => all.length * 2 > columns).map(([row]) => row),
  );
  const others = groupedBy(
    broken.filter(({ row }) => !often.has(row)),
    'column',
  );
  return [
    `in most: ${[...often].join(', ') || 'none'}`,
    ...[...others].map(([column, all]) => {
      const names = all.slice(0, MAX_LISTED).map(({ row }) => row);
      return `${column}, ${all.length}: ${names.join(', ')}; ${all[0]?.result}`;
    }),
  ].join('\n');
}

function groupedBy(broken: readonly Broken[], by: 'row' | 'column'): Map<string, Broken[]> {
  const groups = new Map<string, Broken[]>();
  for (const each of broken) groups.set(each[by], [...(groups.get(each[by]) ?? []), each]);
  return groups;
}

function record(
  promise: string,
  title: string,
  kind: 'generated' | 'table',
  tries: number,
  ms: number,
  isBroken: boolean,
): void {
  const name = createHash('sha256').update(`${promise} ${title}`).digest('hex').slice(0, 16);
  mkdirSync(RECORDS, { recursive: true });
  const result = isBroken ? 'broken' : 'held';
  const text = JSON.stringify({ promise, title, kind, tries, ms: Math.round(ms), result });
  writeFileSync(join(RECORDS, `${name}.json`), text);
}
