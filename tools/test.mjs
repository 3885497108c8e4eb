// npm test: sets everything up; checks format, lint, types, what users install and the ranges of peers, all at the
// same time; then runs all tests and the short form of the matrix, and compares the table of attacks in docs/security.md
// with what the tests tried.
// npm test -- <pattern>: runs the tests of the files that match, only.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALONE,
  ATTACK_RECORDS,
  ensureBuilt,
  prepareForTests,
  ROOT,
  run,
  say,
  start,
  WAITING,
} from './setup.mjs';

const REPORTS = join(ROOT, '.cache/jest');
const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const tool = (name) => join(ROOT, 'tools', name);
const UNITS = String.raw`\.spec\.ts$`;
const STORIES = String.raw`\.(e2e|int)-spec\.ts$`;
const LIMIT_MS = 45 * 60_000;
const patterns = process.argv.slice(2);
const isWhole = patterns.length === 0;

prepareForTests();
const checks = isWhole ? startChecks() : { ofSources: [], ofRegistry: [] };
ensureBuilt();
if ((await Promise.all(checks.ofSources)).includes(false)) process.exit(1);

const passes = isWhole
  ? [
      // They compute, and some measure it: one for each core.
      { name: 'units', args: ['--maxWorkers=2', UNITS] },
      // They wait for servers, processes and time-outs more than they compute.
      { name: 'stories', args: ['--maxWorkers=3', STORIES, ...except(ALONE)] },
      { name: 'waiting', args: ['--maxWorkers=2', WAITING], beside: startMatrix },
      { name: 'alone', args: ['--runInBand', ALONE, ...except(WAITING)] },
    ]
  : [{ name: 'chosen', args: patterns }];

const until = Date.now() + LIMIT_MS;
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
if (isWhole) rmSync(ATTACK_RECORDS, { recursive: true, force: true });
const results = [];
for (const { name, args, beside } of passes) {
  say(`running the tests (jest, ${name})`);
  const other = beside?.();
  results.push({ code: await jest(args, join(REPORTS, `${name}.json`)), ...reportOf(name) });
  if (other) results.push({ code: Number(!(await other)) });
}
const sum = (key) => results.reduce((total, result) => total + (result[key] ?? 0), 0);
process.stdout.write(`\n${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed\n`);
const failed = results.find(({ code }) => code !== 0)?.code ?? 0;
const isOutdated = (await Promise.all(checks.ofRegistry)).includes(false);
if (isWhole && failed === 0) run(process.execPath, [tool('security.mjs'), '--check']);
process.exit(failed || Number(isOutdated));

function except(path) {
  return ['--testPathIgnorePatterns', '/node_modules/', '/dist/', path];
}

/** Each keeps one core busy or waits for the registry; so they run beside the build. */
function startChecks() {
  const format = ['--check', '--log-level=warn', '.'];
  const lint = ['--type-aware', '--quiet', '--deny-warnings'];
  return {
    ofSources: [
      start('checking the format (prettier)', bin('prettier'), format),
      start('linting, with types (oxlint)', bin('oxlint'), lint),
      start('checking the types (tsc)', bin('tsc'), ['--noEmit']),
    ],
    // What the registry says now does not keep the tests from running.
    ofRegistry: [
      start('auditing what users install', process.execPath, [tool('audit.mjs')]),
      start('checking the ranges of peers', process.execPath, [tool('peers.mjs')]),
    ],
  };
}

/** The packed library in a few apps of their own; it computes while the tests beside it wait. */
function startMatrix() {
  return start('trying a short form of the matrix', process.execPath, [
    tool('matrix.mjs'),
    '--short',
  ]);
}

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
