import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MAX_FILES = 18;

/** What one request runs besides the walk: who may read the page, and who watches requests and queries. */
const NOT_COUNTED: readonly RegExp[] = [
  /(?:^|\/)index\.ts$/,
  /^endpoints\/(?:access|local-request)\.ts$/,
  /^core\/packages\/peer\.ts$/,
  /^module\/endpoint\.providers\.ts$/,
  /^lifecycle\/routing-watch\.ts$/,
  /^integrations\/sql\/pg\/(?:pg\.instrumentation|query-call)\.ts$/,
  /^integrations\/sql\/query-observer\.ts$/,
  /^integrations\/client\/(?:replace-method|settle)\.ts$/,
  /^core\/async\/watch-result\.ts$/,
];

interface Visited {
  readonly file: string;
  /** How often each of its functions was called. */
  readonly counts: Readonly<Record<string, number>>;
}

let status: string;
let walk: readonly Visited[];

beforeAll(() => {
  const script = join(ROOT, 'test/support/probe-walk.cjs');
  const output = execFileSync(process.execPath, [script], { cwd: ROOT, encoding: 'utf8' });
  const result = JSON.parse(output) as { status: string; walk: readonly Visited[] };
  status = result.status;
  walk = result.walk.filter(({ file }) => !NOT_COUNTED.some((one) => one.test(file)));
});

describe('the walk of one probe of PostgreSQL, from the page to the driver', () => {
  it('ends in a healthy database', () => {
    expect(status).toBe('healthy');
  });

  it(`crosses at most ${MAX_FILES} files`, () => {
    expect(walk.map(({ file }) => file).slice(MAX_FILES)).toEqual([]);
    expect(walk.length).toBeGreaterThan(10);
  });

  it('begins two time limits: the deadline of the page and the timeout of the check', () => {
    const { counts } = walk.find(({ file }) => file === 'core/async/with-timeout.ts')!;

    expect(counts).toMatchObject({ LoopLimit: 2, withTimeout: 2 });
  });

  it('is described file by file', () => {
    const page = readFileSync(join(ROOT, 'docs/decisions/021-we-look-we-do-not-repair.md'), 'utf8');
    const described = [...page.matchAll(/^\| `([\w./-]+\.ts)` \|/gm)].map(([, file = '']) => file);

    expect(described.toSorted()).toEqual(walk.map(({ file }) => file).toSorted());
  });
});
