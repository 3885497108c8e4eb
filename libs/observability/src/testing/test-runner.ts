interface Expectation {
  readonly not: Expectation;
  toBe(value: unknown): void;
  toEqual(value: unknown): void;
  toMatch(pattern: RegExp): void;
  toContain(value: unknown): void;
}

type Test = (title: string, test: () => void | Promise<void>) => void;

interface Runner {
  describe(title: string, tests: () => void): void;
  expect(value: unknown): Expectation;
  it: Test & {
    each<T>(rows: readonly T[]): (title: string, test: (row: T) => void | Promise<void>) => void;
  };
}

/** The globals of jest, or of vitest with `globals: true`, as far as contracts need them; read when a contract is called. */
const runner = globalThis as unknown as Runner;

export function describe(title: string, tests: () => void): void {
  runner.describe(title, tests);
}

export function expect(value: unknown): Expectation {
  return runner.expect(value);
}

export const it: Runner['it'] = Object.assign(
  (title: string, test: () => void | Promise<void>) => runner.it(title, test),
  { each: <T>(rows: readonly T[]) => runner.it.each(rows) },
);
