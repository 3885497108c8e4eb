// npm test: sets everything up, then checks format, lint, types, runs all tests, compares the table of attacks
// in docs/security.md with what the tests tried, audits what users install, and checks the ranges of peers.
// npm test -- <pattern>: runs the tests of the files that match, only.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from './audit.mjs';
import {
  ALONE,
  ATTACK_RECORDS,
  ensureBuilt,
  ensureDebianPackages,
  ensureInstalled,
  requireNode,
  ROOT,
  run,
  say,
} from './setup.mjs';

const REPORTS = join(ROOT, '.cache/jest');
const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const LIMIT_MS = 45 * 60_000;
const patterns = process.argv.slice(2);
const isWhole = patterns.length === 0;

requireNode();
ensureInstalled();
ensureDebianPackages({
  'redis-server': 'redis-server',
  promtool: 'prometheus',
  rsyslogd: 'rsyslog',
  mariadbd: 'mariadb-server',
  'rabbitmq-server': 'rabbitmq-server',
  kubectl: 'kubernetes-client',
});
ensureBuilt();
// It needs a package, and on a fresh machine there were none until now.
const { checkPeers } = await import('./peers.mjs');

if (isWhole) {
  say('checking the format (prettier)');
  run(bin('prettier'), ['--check', '--log-level=warn', '.']);
  say('linting, with types (oxlint)');
  run(bin('oxlint'), ['--type-aware', '--quiet', '--deny-warnings']);
  say('checking the types (tsc)');
  run(bin('tsc'), ['--noEmit']);
}

const passes = isWhole
  ? [
      {
        name: 'together',
        args: ['--maxWorkers=2', '--testPathIgnorePatterns', '/node_modules/', '/dist/', ALONE],
      },
      { name: 'alone', args: ['--runInBand', ALONE] },
    ]
  : [{ name: 'chosen', args: patterns }];

const until = Date.now() + LIMIT_MS;
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
if (isWhole) rmSync(ATTACK_RECORDS, { recursive: true, force: true });
const results = [];
for (const { name, args } of passes) {
  say(`running the tests (jest, ${name})`);
  results.push({ code: await jest(args, join(REPORTS, `${name}.json`)), ...reportOf(name) });
}
const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
process.stdout.write(`\n${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed\n`);
const failed = results.find(({ code }) => code !== 0)?.code ?? 0;
const isVulnerable = isWhole && audit();
const isNarrow = isWhole && checkPeers();
if (isWhole && failed === 0) run(process.execPath, [join(ROOT, 'tools/security.mjs'), '--check']);
process.exit(failed || Number(isVulnerable || isNarrow));

/** Runs jest to its end, or to the end of the time that all passes have together. */
function jest(args, outputFile) {
  const child = spawn(bin('jest'), ['--json', `--outputFile=${outputFile}`, ...args], {
    cwd: ROOT,
    // The JSON goes to the file; jest prints it to stdout too, and its own report to stderr.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  const limit = setTimeout(() => {
    process.stderr.write(`✗ the tests did not end within ${LIMIT_MS / 60_000} minutes\n`);
    child.kill('SIGKILL');
  }, until - Date.now());
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      clearTimeout(limit);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}

function reportOf(name) {
  try {
    return JSON.parse(readFileSync(join(REPORTS, `${name}.json`), 'utf8'));
  } catch {
    return {};
  }
}
