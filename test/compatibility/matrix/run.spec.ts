import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellsOf, nameOf } from './cells';
import type { Outcome } from './outcome';
import type { Results } from './results';
import { Run } from './run';
import { Toolbox } from './toolbox';

const CELLS = cellsOf([{ nest: ['11'], otel: ['3'], sentry: ['10'], manager: ['pnpm'] }]);
const REFUSED = `[ERR_PNPM_PEER_DEP_ISSUES] Unmet peer dependencies

✕ unmet peer @opentelemetry/api
  Installed: 1.10.0
  Wanted:
    ">=1.0.0 <1.10.0":
      @opentelemetry/core@2.12.1
`;

let home: string;
let printed: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'observability-run-'));
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(home, { recursive: true });
});

describe('a run of the matrix', () => {
  it('has cells that are not possible where pnpm names packages that refuse each other', async () => {
    const reason =
      '@opentelemetry/core 2.12.1 needs @opentelemetry/api >=1.0.0 <1.10.0, not 1.10.0';

    const results = await runWith(REFUSED);

    expect(outcomesOf(results)).toEqual([{ kind: 'impossible', reason }]);
    expect(printed).toBe(`– nest-11-otel-3-sentry-10-pnpm: ${reason}\n`);
    expect(results.hasPassed).toBe(false);
  });

  it.each([
    [
      'its first error line',
      'Progress: 1\nERR_PNPM_FETCH_404 Not Found\n',
      'ERR_PNPM_FETCH_404 Not Found',
    ],
    ['its exit code where it writes nothing', '', 'exit code 1'],
  ])('has failed where pnpm fails, with %s', async (_what, output, failure) => {
    const results = await runWith(output);

    expect(outcomesOf(results)).toEqual([
      { kind: 'failed', faults: [failure] },
      { kind: 'failed', faults: [`it was not installed: ${failure}`] },
    ]);
    expect(printed).toContain(`    ${failure}\n`);
  });
});

/** A run of one installation with a pnpm that writes this and fails. */
async function runWith(output: string): Promise<Results> {
  const modules = join(home, 'tools/node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  mkdirSync(join(modules, 'pnpm'));
  writeFileSync(join(modules, 'pnpm/package.json'), '{ "version": "12.0.0" }');
  const program = `#!/usr/bin/env node\nprocess.stdout.write(${JSON.stringify(output)});\nprocess.exitCode = 1;\n`;
  writeFileSync(join(modules, '.bin/pnpm'), program, { mode: 0o755 });
  const tarball = join(home, 'library.tgz');
  writeFileSync(tarball, 'packed');
  const nodes = new Map([['20', '20.20.2']]);
  const same = { root: home, releases: new Map(), date: '2026-11-30', compilers: [], nodes };
  const run = new Run({ ...same, tarball, tools: new Toolbox(home) }, CELLS.length);
  await run.project(nameOf(CELLS[0]!), CELLS);
  return run.results;
}

/** Each outcome once: first those of checks, then those of cells. */
function outcomesOf({ allChecks, allCells }: Results): Outcome[] {
  expect(allCells).toHaveLength(CELLS.length);
  const texts = [...allChecks, ...allCells].map(({ outcome }) => JSON.stringify(outcome));
  return [...new Set(texts)].map((text) => JSON.parse(text) as Outcome);
}
