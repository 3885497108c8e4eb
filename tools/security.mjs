// npm run security: runs every attack of the tests and writes the table of docs/security.md.
// npm run security -- --write: writes the table from the records of the last run, including one of npm test.
// npm run security -- --check: compares the attacks of the table with those of the last run, for npm test.
// npm run security -- --fuzz-minutes 10 --seed 7: generates attacks for about that long.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ALONE, ATTACK_RECORDS, ensureBuilt, fail, prepareForTests, ROOT, say } from './setup.mjs';

const TESTS = join(ROOT, 'test');
/** The import of a test file with attacks, and its calls that generate them. */
const MAKES_ATTACKS = /from '\.[./\w-]*\/attack'/;
const GENERATES_ATTACKS = /\battack\(/g;
/** How the name of an attack begins, at any depth: `H7: `. */
const ATTACK_NAME = '\\b[A-Z]\\d+: ';
const DOCS = join(ROOT, 'docs/security.md');
const MARKS = /(<!-- attacks -->\n)([^]*)(<!-- \/attacks -->)/;
const WORKERS = 2;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    'fuzz-minutes': { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

if (values.check) check();
else if (values.write) write(readRecords());
else if (values['fuzz-minutes']) fuzz(Number(values['fuzz-minutes']), Number(values.seed));
else tryAll();

function tryAll() {
  prepare();
  const code = attack(filesThat(MAKES_ATTACKS));
  const records = readRecords();
  report(records);
  if (code !== 0) fail('some attacks succeeded; docs/security.md was not changed');
  write(records);
}

function write(records) {
  if (records.length === 0) fail('no records found: run the tests first');
  const text = readFileSync(DOCS, 'utf8');
  writeFileSync(
    DOCS,
    text.replace(MARKS, (_, start, _old, end) => start + tableOf(records) + end),
  );
  say('wrote the table of docs/security.md');
}

function check() {
  const records = readRecords();
  report(records, { isShort: true });
  const written = linesOf(MARKS.exec(readFileSync(DOCS, 'utf8'))?.[2] ?? '');
  const made = linesOf(tableOf(records));
  if (written.join('\n') === made.join('\n')) return;
  for (const line of made.filter((other) => !written.includes(other)))
    say(`missing from the table: ${line}`);
  for (const line of written.filter((other) => !made.includes(other)))
    say(`no longer attacked: ${line}`);
  fail('the table of docs/security.md is out of date: npm run security -- --write');
}

/** The number of tries depends on the machine; the list of attacks, and that all of them fail, does not. */
function linesOf(table) {
  return table.replaceAll(/\| [\d,]+ (?=\| (?:held|broken) \|)/g, '').split('\n');
}

function fuzz(minutes, seed) {
  if (!(minutes > 0) || !Number.isSafeInteger(seed))
    fail('--fuzz-minutes must be a positive number and --seed an integer');
  const files = filesThat(MAKES_ATTACKS).filter((file) => generatedIn(file) > 0);
  const generated = files.reduce((total, file) => total + generatedIn(file), 0);
  const msEach = Math.ceil((minutes * 60_000 * WORKERS) / generated);
  say(`fuzzing ${generated} attacks, ${msEach} ms each, seed ${seed}`);
  prepare();
  const code = attack(files, { FUZZ_MS_EACH: String(msEach), FUZZ_SEED: String(seed) });
  report(readRecords());
  if (code !== 0) fail(`an attack succeeded with --seed ${seed}`);
}

/** Some attacks need a server or the built library. */
function prepare() {
  prepareForTests();
  ensureBuilt();
  rmSync(ATTACK_RECORDS, { recursive: true, force: true });
  mkdirSync(ATTACK_RECORDS, { recursive: true });
}

function isAlone(file) {
  return file.startsWith(ALONE);
}

/** Runs the attacks of the files; returns the exit code of jest. */
function attack(files, env = {}) {
  const together = files.filter((file) => !isAlone(file));
  const alone = files.filter(isAlone);
  return jest(together, [`--maxWorkers=${WORKERS}`], env) || jest(alone, ['--runInBand'], env);
}

function jest(files, args, env) {
  if (files.length === 0) return 0;
  const all = ['--testNamePattern', ATTACK_NAME, ...args, '--runTestsByPath', ...files];
  const { status } = spawnSync(join(ROOT, 'node_modules/.bin/jest'), all, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

function filesThat(pattern) {
  return readdirSync(TESTS, { recursive: true })
    .filter((name) => name.endsWith('spec.ts'))
    .map((name) => relative(ROOT, join(TESTS, name)))
    .filter((file) => pattern.test(read(file)));
}

function generatedIn(file) {
  return read(file).match(GENERATES_ATTACKS)?.length ?? 0;
}

function read(file) {
  return readFileSync(join(ROOT, file), 'utf8');
}

function readRecords() {
  if (!existsSync(ATTACK_RECORDS)) return [];
  return readdirSync(ATTACK_RECORDS)
    .map((name) => JSON.parse(readFileSync(join(ATTACK_RECORDS, name), 'utf8')))
    .toSorted((a, b) => compare(a.promise, b.promise) || compare(a.title, b.title));
}

function compare(a, b) {
  return a.localeCompare(b, 'en', { numeric: true });
}

function tableOf(records) {
  const rows = records.map(
    ({ promise, title, tries, result }) =>
      `| ${promise} | ${title.replaceAll('|', '\\|')} | ${tries.toLocaleString('en')} | ${result} |\n`,
  );
  return `\n| promise | attack | tries | result |\n| --- | --- | --- | --- |\n${rows.join('')}\n`;
}

function report(records, { isShort = false } = {}) {
  const sum = (key) => records.reduce((total, record) => total + record[key], 0);
  if (!isShort) {
    for (const { promise, title, tries, ms, result } of records) {
      const sign = result === 'held' ? '✓' : '✗';
      process.stdout.write(`${sign} ${promise}: ${title} (${tries} tries, ${ms} ms)\n`);
    }
  }
  const seconds = Math.round(sum('ms') / 1000);
  const broken = records.filter(({ result }) => result === 'broken').length;
  process.stdout.write(
    `\nsecurity: ${records.length} attacks, ${sum('tries').toLocaleString('en')} tries, ` +
      `${seconds} s, ${broken} succeeded\n`,
  );
}
