// npm test: sets everything up, then checks format, lint, types, and runs all tests.
// npm test -- <pattern>: runs the tests of the files that match, only.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureBuilt,
  ensureDebianPackages,
  ensureInstalled,
  requireNode,
  ROOT,
  run,
  say,
} from './setup.mjs';

const REPORT = join(ROOT, '.cache/jest.json');
const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const LIMIT_MS = 30 * 60_000;
const patterns = process.argv.slice(2);

requireNode();
ensureInstalled();
ensureDebianPackages({
  'redis-server': 'redis-server',
  promtool: 'prometheus',
  rsyslogd: 'rsyslog',
});
ensureBuilt();

if (patterns.length === 0) {
  say('checking the format (prettier)');
  run(bin('prettier'), ['--check', '--log-level=warn', '.']);
  say('linting, with types (oxlint)');
  run(bin('oxlint'), ['--type-aware', '--quiet', '--deny-warnings']);
  say('checking the types (tsc)');
  run(bin('tsc'), ['--noEmit']);
}

say('running the tests (jest)');
rmSync(REPORT, { force: true });
const jest = spawn(bin('jest'), ['--json', `--outputFile=${REPORT}`, ...patterns], {
  cwd: ROOT,
  // The JSON goes to the file; jest prints it to stdout too, and its own report to stderr.
  stdio: ['ignore', 'ignore', 'inherit'],
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
const limit = setTimeout(() => {
  process.stderr.write(`✗ the tests did not end within ${LIMIT_MS / 60_000} minutes\n`);
  jest.kill('SIGKILL');
}, LIMIT_MS);
jest.on('exit', (code) => {
  clearTimeout(limit);
  const { numPassedTests: passed = 0, numFailedTests: failed = 0 } = report();
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  process.exit(code ?? 1);
});

function report() {
  try {
    return JSON.parse(readFileSync(REPORT, 'utf8'));
  } catch {
    return {};
  }
}
