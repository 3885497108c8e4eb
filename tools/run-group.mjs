// Runs one group of tests: its passes of jest one after another, and what runs beside them.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, say } from './setup.mjs';

/** What jest reports of each pass, as JSON. */
export const REPORTS = join(ROOT, '.cache/jest');

const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
/** Jest makes much that is soon garbage; collecting it later costs less. Its workers inherit this. */
const NODE_FLAGS = ['--max-semi-space-size=64'];
/** For all groups of a run together. */
const LIMIT_MS = 45 * 60_000;
const until = Date.now() + LIMIT_MS;

/** @returns the group's name, whether it passed, its numbers of tests, seconds, and the files that failed */
export async function runGroup({ name, passes }) {
  const begin = performance.now();
  const passed = [];
  for (const pass of passes) passed.push(await runPass(pass));
  const reports = passes.map((pass) => reportOf(pass.name));
  const sum = (key) => reports.reduce((total, report) => total + (report[key] ?? 0), 0);
  return {
    name,
    isPassed: !passed.includes(false),
    tests: sum('numTotalTests'),
    passed: sum('numPassedTests'),
    failed: sum('numFailedTests'),
    seconds: (performance.now() - begin) / 1000,
    failedFiles: reports.flatMap(failedFilesOf),
  };
}

async function runPass({ name, args, beside, sharesServers = false }) {
  say(`running the tests (jest, ${name})`);
  const other = beside?.() ?? true;
  const env = sharesServers ? { ...process.env, SHARED_SERVERS: '1' } : process.env;
  const code = await jest(args, join(REPORTS, `${name}.json`), env);
  return (await other) && code === 0;
}

/** Runs jest to its end, or to the end of the time that all groups have together. */
function jest(args, outputFile, env) {
  const all = [...NODE_FLAGS, JEST, '--json', `--outputFile=${outputFile}`, ...args];
  const child = spawn(process.execPath, all, {
    cwd: ROOT,
    env,
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

function failedFilesOf({ testResults = [] }) {
  return testResults
    .filter(({ status }) => status === 'failed')
    .map((result) => relative(ROOT, result.name));
}
