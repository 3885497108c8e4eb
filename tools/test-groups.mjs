// The groups of npm test, in their order. Each is a script of its own as well: npm run check, npm run test:stories, …
import { join } from 'node:path';
import { ALONE, ROOT, start, WAITING } from './setup.mjs';

/** Checks of sources: each keeps one core busy, and remembers in .cache what it has seen. */
const SOURCE_CHECKS = [
  [
    'checking the format (prettier)',
    'prettier',
    ['--check', '--log-level=warn', '--cache', '--cache-location=.cache/prettier', '.'],
  ],
  ['linting, with types (oxlint)', 'oxlint', ['--type-aware', '--quiet', '--deny-warnings']],
  [
    'checking the types (tsc)',
    'tsc',
    ['--noEmit', '--incremental', '--tsBuildInfoFile', '.cache/types.tsbuildinfo'],
  ],
];

/**
 * A group: what runs beside its passes, and its passes of jest one after another. `isSelfContained` means that it needs
 * neither the build nor any program of the system.
 */
export const GROUPS = [
  {
    name: 'check',
    script: 'check',
    isSelfContained: true,
    // They compute: one for each core.
    passes: [
      { name: 'units', args: ['--maxWorkers=2', below('(libs|apps)/')], beside: checkSources },
    ],
  },
  {
    name: 'stories',
    script: 'test:stories',
    // They wait for processes and time-outs more than they compute.
    passes: [
      {
        name: 'stories',
        args: [
          '--maxWorkers=3',
          below('test/(architecture|cases|compatibility|e2e|support|tools)/'),
        ],
      },
    ],
  },
  {
    name: 'servers',
    script: 'test:servers',
    // They wait for real servers; what needs a database only gets one on those that all files share.
    passes: [
      {
        name: 'servers',
        args: ['--maxWorkers=4', below('test/integration/')],
        sharesServers: true,
      },
    ],
  },
  {
    name: 'torture',
    script: 'test:torture',
    passes: [
      { name: 'attacks', args: ['--maxWorkers=2', below('test/security/')] },
      { name: 'waiting', args: ['--maxWorkers=2', below(`${WAITING}/`)], beside: tryMatrix },
      { name: 'alone', args: ['--runInBand', below(`${ALONE}/[^/]+$`)] },
    ],
  },
];

/** The test files below a folder of the workspace. */
function below(folder) {
  return `^${ROOT.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}/${folder}`;
}

async function checkSources() {
  const checks = SOURCE_CHECKS.map(([title, program, args]) =>
    start(title, join(ROOT, 'node_modules/.bin', program), args),
  );
  return !(await Promise.all(checks)).includes(false);
}

/** The packed library in a few apps of their own; it computes while the tests beside it wait. */
function tryMatrix() {
  const matrix = join(ROOT, 'tools/matrix.mjs');
  return start('trying a short form of the matrix', process.execPath, [matrix, '--short']);
}
