// npm test: sets everything up and runs the groups of tests one after another, up to the first that fails; audits what
// users install and the ranges of peers beside them; at the end compares the table of attacks in docs/security.md with
// what the tests tried.
// npm run check, test:stories, test:servers, test:torture: one group (--group <name>).
// npm test -- <pattern>: runs the tests of the files that match, only.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { REPORTS, runGroup } from './run-group.mjs';
import {
  ATTACK_RECORDS,
  ensureBuilt,
  ensureInstalled,
  prepareForTests,
  requireNode,
  ROOT,
  run,
  start,
} from './setup.mjs';
import { GROUPS } from './test-groups.mjs';

const tool = (name) => join(ROOT, 'tools', name);
const [flag, chosen] = process.argv.slice(2);
const isGroup = flag === '--group';
const isWhole = flag === undefined;

const groups = groupsToRun();
prepare();
const registry = isWhole ? startRegistryChecks() : [];
const results = [];
for (const group of groups) {
  results.push(await runGroup(group));
  if (!results.at(-1).isPassed) break;
}
const isPassed = results.every((result) => result.isPassed);
report();
const isOutdated = (await Promise.all(registry)).includes(false);
if (isWhole && isPassed) run(process.execPath, [tool('security.mjs'), '--check']);
process.exit(isPassed && !isOutdated ? 0 : 1);

function groupsToRun() {
  if (isWhole) return GROUPS;
  if (isGroup) return GROUPS.filter(({ name }) => name === chosen);
  return [{ name: 'chosen', passes: [{ name: 'chosen', args: process.argv.slice(2) }] }];
}

function prepare() {
  if (groups.every(({ isSelfContained }) => isSelfContained)) {
    requireNode();
    ensureInstalled();
  } else {
    prepareForTests();
    ensureBuilt();
  }
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  if (isWhole) rmSync(ATTACK_RECORDS, { recursive: true, force: true });
}

/** What the registry says now does not keep the tests from running. */
function startRegistryChecks() {
  return [
    start('auditing what users install', process.execPath, [tool('audit.mjs')]),
    start('checking the ranges of peers', process.execPath, [tool('peers.mjs')]),
  ];
}

function report() {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const rows = results.map(({ name, tests, seconds }) =>
    row(name, tests.toLocaleString('en'), seconds.toFixed(0)),
  );
  if (rows.length > 1)
    rows.push(row('all', sum('tests').toLocaleString('en'), sum('seconds').toFixed(0)));
  process.stdout.write(`\n${row('group', 'tests', 'seconds')}${rows.join('')}`);
  process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
  if (isPassed) return;
  const { name, failedFiles } = results.at(-1);
  const script = groups.find((group) => group.name === name)?.script;
  if (script) process.stderr.write(`✗ the group "${name}" failed; again: npm run ${script}\n`);
  for (const file of failedFiles) process.stderr.write(`  npm test -- ${file}\n`);
}

function row(name, tests, seconds) {
  return `${name.padEnd(10)}${tests.padStart(8)}${seconds.padStart(10)}\n`;
}
