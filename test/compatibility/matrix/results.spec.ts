import type { Cell } from './cells';
import { letterOf, reasonsIn, toMarkdown, toTerminal } from './grid';
import type { Outcome } from './outcome';
import { Results } from './results';

const RIGHT: Outcome = { kind: 'passed' };
const WRONG: Outcome = { kind: 'failed', faults: ['it does not start'] };
const IMPOSSIBLE: Outcome = { kind: 'impossible', reason: 'it needs Node 22' };

describe('the tables of the matrix', () => {
  const results = new Results();
  results.addCell(cell({ platform: 'Fastify' }), RIGHT);
  results.addCell(cell({ platform: 'Fastify', manager: 'pnpm' }), RIGHT);
  results.addCell(cell({}), RIGHT);
  results.addCell(cell({ manager: 'pnpm' }), WRONG);
  results.addCell(cell({ otel: '3' }), IMPOSSIBLE);
  results.addCheck(cell({}), 'install', RIGHT);
  results.addCheck(cell({}), 'types', WRONG);

  it('have a mark for each cell, and one for each package manager where they differ', () => {
    const { ofCells } = results;

    expect(toMarkdown(ofCells, reasonsIn([ofCells]))).toBe(
      [
        '| OpenTelemetry | Sentry | Node | 11 CJS Express | 11 CJS Fastify |',
        '| --- | --- | --- | --- | --- |',
        '| none | none | 20 | ✓ ✗ | ✓ |',
        '| 3 | none | 20 | – a |  |',
        '',
      ].join('\n'),
    );
  });

  it('are aligned in a terminal, in colour where it has any', () => {
    const { ofChecks } = results;

    expect(toTerminal(ofChecks, [], false)).toBe(
      [
        'Nest  OpenTelemetry  Sentry  install  types  bundle imports',
        '11    none           none    ✓        ✗',
        '',
      ].join('\n'),
    );
    expect(toTerminal(ofChecks, [], true)).toContain(
      '11    none           none    \u001b[32m✓\u001b[0m        \u001b[31m✗\u001b[0m',
    );
  });

  it('are counted', () => {
    const kinds = ['passed', 'failed', 'impossible'] as const;

    expect(kinds.map((kind) => results.count(kind))).toEqual([4, 2, 1]);
  });

  it.each<[string, boolean, Outcome[], Outcome[]]>([
    ['nothing was tried', false, [], []],
    ['no app was possible', false, [IMPOSSIBLE], [IMPOSSIBLE]],
    ['no app was started', false, [], [RIGHT]],
    ['an app is wrong', false, [RIGHT, WRONG], [RIGHT]],
    ['an installation is wrong', false, [RIGHT], [WRONG]],
    ['apps are right', true, [RIGHT, IMPOSSIBLE], [RIGHT, IMPOSSIBLE]],
  ])('say, where %s, whether the run passed: %s', (_title, hasPassed, apps, installs) => {
    const run = new Results();
    for (const outcome of apps) run.addCell(cell({}), outcome);
    for (const outcome of installs) run.addCheck(cell({}), 'install', outcome);

    expect(run.hasPassed).toBe(hasPassed);
  });

  it('have letters for any number of reasons', () => {
    expect([0, 25, 26, 27, 51, 52].map(letterOf)).toEqual(['a', 'z', 'aa', 'ab', 'az', 'ba']);
  });
});

function cell(some: Partial<Cell>): Cell {
  return {
    nest: '11',
    otel: 'none',
    sentry: 'none',
    manager: 'npm',
    node: '20',
    modules: 'CJS',
    platform: 'Express',
    ...some,
  };
}
