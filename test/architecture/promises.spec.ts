import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGE = 'docs/promises/errors-and-logs.md';
const ROWS = [...numbered('E', 14), ...numbered('L', 10)];

/** A test as the page names it: `` `path`: "title" ``. */
const TEST = /`((?:test|libs)\/[\w./-]+)`: "([^"]+)"/g;

interface Row {
  readonly name: string;
  readonly tests: readonly { readonly file: string; readonly title: string }[];
}

describe('the table of what error tracking and logging promise', () => {
  const rows = rowsOf(readFileSync(join(ROOT, PAGE), 'utf8'));

  it('has every row', () => {
    expect(rows.map(({ name }) => name)).toEqual(ROWS);
  });

  it('names a test for each', () => {
    expect(rows.filter(({ tests }) => tests.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it('names tests that are there', () => {
    const missing = rows.flatMap(({ name, tests }) =>
      tests.filter((each) => !isThere(each)).map(({ file, title }) => `${name}: ${file}: ${title}`),
    );

    expect(missing).toEqual([]);
  });
});

describe('the test of the table', () => {
  it('finds a row without a test, and a test that is not there', () => {
    const [empty, wrong] = rowsOf(
      `| E1 | a promise | none |\n| E2 | another | \`${PAGE}\`: "no", \`test/none.ts\`: "no such title" |`,
    );

    expect(empty).toEqual({ name: 'E1', tests: [] });
    expect(wrong?.tests.map(isThere)).toEqual([false]);
  });
});

function rowsOf(page: string): Row[] {
  return [...page.matchAll(/^\| ([EL]\d+) \|.*$/gm)].map(([line, name = '']) => ({
    name,
    tests: [...line.matchAll(TEST)].map(([, file = '', title = '']) => ({ file, title })),
  }));
}

function isThere({ file, title }: Row['tests'][number]): boolean {
  const path = join(ROOT, file);
  return existsSync(path) && readFileSync(path, 'utf8').replaceAll("\\'", "'").includes(title);
}

function numbered(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
}
