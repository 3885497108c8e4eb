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
      if (result.failed)
        throw new Error(fc.defaultReportMessage(result), { cause: result.errorInstance });
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

/** Two tables, each row of which may meet each column of the other. */
export interface Grid<R extends Named, C extends Named> {
  readonly rows: readonly R[];
  readonly columns: readonly C[];
  /**
   * One in so many meetings is tried, spread evenly; all of them when fuzzing. A prime, so that no
   * row or column that repeats in a table is always met by the same ones. @default 1
   */
  readonly oneIn?: number;
}

const MAX_LISTED = 8;

/**
 * Tries an attack with the rows of one table in the columns of another. `succeeds` says what came
 * of it, or undefined where the promise held.
 */
export function attackGrid<R extends Named, C extends Named>(
  promise: string,
  title: string,
  grid: Grid<R, C>,
  succeeds: (row: R, column: C) => string | undefined,
): void {
  itOfTable(
    `${promise}: ${title}`,
    () => {
      const begin = performance.now();
      const broken: Broken[] = [];
      const pairs = pairsOf(grid);
      for (const { row, column } of pairs) {
        const result = succeeds(row, column);
        if (result !== undefined) broken.push({ row: row.name, column: column.name, result });
      }
      const tries = pairs.length;
      record(promise, title, 'table', tries, performance.now() - begin, broken.length > 0);
      if (broken.length > 0) {
        throw new Error(
          `${broken.length} of ${tries}:\n${listed(broken, tries / grid.rows.length)}`,
        );
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

/** The meetings of a grid that a run tries. */
export function pairsOf<R extends Named, C extends Named>({
  rows,
  columns,
  oneIn = 1,
}: Grid<R, C>): { row: R; column: C }[] {
  const step = fuzzMs > 0 ? 1 : oneIn;
  return rows.flatMap((row, r) =>
    columns.filter((_, c) => (r + c) % step === 0).map((column) => ({ row, column })),
  );
}

/**
 * Rows that break in every second column and more once, the others by column with one example.
 * @param columns how many each row met
 */
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
    ...[...often].map((row) => `${row} in most: ${byRow.get(row)?.[0]?.result}`),
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
