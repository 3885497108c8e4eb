// npm run cases: runs the scenarios of test/cases, taken from other people's apps, against the packed library;
// npm run cases -- s37: those whose name has this in it, only.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packLibrary } from './pack.cjs';
import {
  ensureBuilt,
  ensureDebianPackages,
  ensureInstalled,
  ensurePackagesIn,
  fail,
  requireNode,
  ROOT,
  say,
  unpackLibrary,
} from './setup.mjs';

const CASES = join(ROOT, 'test/cases');
/** Git ignores it: the packages, and copies of the inputs beside them. */
const INSTALLED = join(ROOT, '.cache/cases');
const INPUTS = ['package.json', 'package-lock.json', 'kit.ts', 'run.cjs', 'scenarios'];
const REPORT = join(INSTALLED, 'report.json');
const [pattern] = process.argv.slice(2);

requireNode();
ensureInstalled();
ensureDebianPackages({ 'redis-server': 'redis-server' });
ensureBuilt();
copyInputs();
ensurePackagesIn(INSTALLED, 'the packages of the cases', ['--legacy-peer-deps']);
putLibrary();
process.exit(runTests());

function copyInputs() {
  mkdirSync(INSTALLED, { recursive: true });
  rmSync(join(INSTALLED, 'scenarios'), { recursive: true, force: true });
  for (const input of INPUTS)
    cpSync(join(CASES, input), join(INSTALLED, input), { recursive: true });
}

/** Puts the library beside the packages, as it would be published. It has no dependencies that npm would add. */
function putLibrary() {
  const packed = mkdtempSync(join(tmpdir(), 'observability-cases-'));
  unpackLibrary(packLibrary(packed), join(INSTALLED, 'node_modules/nestjs-observability'));
  rmSync(packed, { recursive: true });
}

/** Runs them by jest, two processes at a time; prints which are right, and returns the exit code. */
function runTests() {
  say('running the cases (jest)');
  const chosen = pattern ? ['--testNamePattern', pattern] : [];
  const file = ['--testMatch', '**/test/cases/cases.test.ts', '--runInBand'];
  const output = ['--json', `--outputFile=${REPORT}`];
  rmSync(REPORT, { force: true });
  const jest = join(ROOT, 'node_modules/.bin/jest');
  // Its JSON goes to the file, and again to standard output.
  const { status } = spawnSync(jest, [...file, ...output, ...chosen], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (!existsSync(REPORT)) fail('jest did not run the cases');
  const results = resultsOf(JSON.parse(readFileSync(REPORT, 'utf8')));
  if (results.length === 0) fail(`no case has "${pattern}" in its name`);
  print(results);
  return status ?? 1;
}

function resultsOf({ testResults }) {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ ancestorTitles: [name], title, status }) => ({ name, title, status }));
}

function print(results) {
  for (const name of new Set(results.map((result) => result.name))) {
    const runs = results.filter((result) => result.name === name);
    const failed = runs.filter(({ status }) => status === 'failed').map(({ title }) => title);
    process.stdout.write(`${failed.length === 0 ? '✓' : '✗'} ${name}\n`);
    for (const title of failed) process.stdout.write(`    fails: ${title}\n`);
  }
  const failures = results.filter(({ status }) => status === 'failed').length;
  process.stdout.write(`\n${results.length - failures} right, ${failures} not right\n`);
}
