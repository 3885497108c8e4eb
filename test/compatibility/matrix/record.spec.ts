import { byProject, cellsOf, filtersIn } from './cells';
import type { Outcome } from './outcome';
import { pageOf } from './page';
import { recordRun, recordToJson } from './record';
import type { MatrixRecord, RunInfo } from './record';
import { Results } from './results';

const PASSED: Outcome = { kind: 'passed' };
const FAILED: Outcome = { kind: 'failed', faults: ['it does not start\nError: at once'] };
const IMPOSSIBLE: Outcome = { kind: 'impossible', reason: 'sdk 1.0.0 needs Node >=22' };
const EMPTY: MatrixRecord = { runs: {}, installations: {} };
const FIRST: RunInfo = {
  date: '2026-11-30',
  commit: 'abc1234',
  machine: 'linux x64',
  versions: ['Node 20.20.2', 'npm 11.19.1'],
};
const SECOND: RunInfo = { ...FIRST, date: '2026-12-01', commit: 'def5678' };
const ONE = ['--nest', '11', '--otel', '2', '--sentry', '10'];

describe('the record of the matrix', () => {
  it('keeps the last results of each installation', () => {
    const first = recordRun(EMPTY, run(ONE), FIRST);
    const second = recordRun(first, run([...ONE, '--manager', 'pnpm'], FAILED), SECOND);

    const runs = Object.values(second.installations).map((one) => [one.project.manager, one.run]);
    expect(runs).toEqual([
      ['npm', '2026-11-30 abc1234'],
      ['pnpm', '2026-12-01 def5678'],
    ]);
    expect(Object.values(second.runs)).toEqual([FIRST, SECOND]);
  });

  it('forgets a run of which nothing is left', () => {
    const record = recordRun(recordRun(EMPTY, run(ONE), FIRST), run(ONE), SECOND);

    expect(Object.values(record.runs)).toEqual([SECOND]);
  });

  it('joins commands of one day and commit', () => {
    const more = { ...FIRST, versions: ['Node 20.20.2', 'Node 22.23.5'] };

    const record = recordRun(recordRun(EMPTY, run(ONE), FIRST), run(ONE), more);

    expect(Object.values(record.runs)).toEqual([
      { ...FIRST, versions: ['Node 20.20.2', 'npm 11.19.1', 'Node 22.23.5'] },
    ]);
  });

  it('leaves out an installation of which only some cells ran', () => {
    expect(recordRun(EMPTY, run([...ONE, '--node', '22']), FIRST).installations).toEqual({});
  });

  it('is JSON with a line for each installation', () => {
    const record = recordRun(EMPTY, run(ONE), FIRST);

    const json = recordToJson(record);

    expect(JSON.parse(json)).toEqual(record);
    expect(json.split('\n').filter((line) => line.includes('"project"'))).toHaveLength(2);
  });
});

describe('the page of the matrix', () => {
  const first = recordRun(EMPTY, run(ONE), FIRST);
  const page = pageOf(recordRun(first, run([...ONE, '--manager', 'pnpm'], FAILED), SECOND));

  it('counts what ran', () => {
    expect(page).toContain(
      '24 apps: 8 passed, 8 failed, 8 not possible. 2 installations: 1 passed, 1 failed. 2 type checks: 1 passed, 1 failed.',
    );
  });

  it('has a mark for each package manager where they differ', () => {
    expect(page).toContain('| 2 | 10 | 20 | – a | – a | – a | – a |');
    expect(page).toContain('| 2 | 10 | 22 | ✓ ✗ | ✓ ✗ | ✓ ✗ | ✓ ✗ |');
    expect(page).toContain('- a: sdk 1.0.0 needs Node >=22\n');
  });

  it('names the run of each installation, with its commit and versions', () => {
    expect(page).toContain('| 11 | 2 | 10 | ✓ ✗ | ✓ ✗ |  | 1 2 |');
    expect(page).toContain(
      '1. 2026-11-30, commit abc1234, on linux x64, 1 of 2 installations. Node 20.20.2, npm 11.19.1.\n' +
        '2. 2026-12-01, commit def5678, on linux x64, 1 of 2 installations. ',
    );
  });

  it('says what failed, in one line each', () => {
    expect(page).toContain('- nest-11-otel-2-sentry-10-pnpm, install: it does not start\n');
    expect(page).toContain(
      '- Nest 11, CJS, Express, Node 22, OpenTelemetry 2, Sentry 10, pnpm: it does not start\n',
    );
  });

  it('says that nothing failed', () => {
    expect(pageOf(first)).toContain('## Failed\n\nNone.\n');
  });
});

/** Results of all cells that the arguments name; those on Node 20 are not possible. */
function run(args: readonly string[], outcome: Outcome = PASSED): Results {
  const results = new Results();
  for (const cells of byProject(cellsOf([filtersIn(args)])).values()) {
    results.addCheck(cells[0]!, 'install', outcome);
    results.addCheck(cells[0]!, 'types', outcome);
    for (const cell of cells) results.addCell(cell, cell.node === '20' ? IMPOSSIBLE : outcome);
  }
  return results;
}
