// npm run security: tries every attack of test/security and writes the table of docs/security.md.
// npm run security -- --check: compares the table with the records of the last run, for npm test.
// npm run security -- --fuzz-minutes 10 --seed 7: tries generated attacks for that long.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, ROOT, say } from './setup.mjs';

const RECORDS = join(ROOT, '.cache/attacks');
const DOCS = join(ROOT, 'docs/security.md');
const MARKS = /(<!-- attacks -->\n)([^]*)(<!-- \/attacks -->)/;
const WORKERS = 2;

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    'fuzz-minutes': { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});

if (values.check) check();
else if (values['fuzz-minutes']) fuzz(Number(values['fuzz-minutes']), Number(values.seed));
else tryAll();

function tryAll() {
  const code = attack({});
  const records = readRecords();
  report(records);
  if (code !== 0) fail('attacks succeeded; docs/security.md stays as it is');
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
  const written = MARKS.exec(readFileSync(DOCS, 'utf8'))?.[2];
  if (written !== tableOf(records)) {
    fail('the table of docs/security.md is out of date: npm run security');
  }
}

function fuzz(minutes, seed) {
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) fail('--fuzz-minutes and --seed are numbers');
  if (readRecords().length === 0) attack({});
  const generated = readRecords().filter(({ kind }) => kind === 'generated').length;
  const msEach = Math.floor((minutes * 60_000 * WORKERS) / Math.max(1, generated));
  say(`fuzzing ${generated} properties, ${msEach} ms each, seed ${seed}`);
  const code = attack({ FUZZ_MS_EACH: String(msEach), FUZZ_SEED: String(seed) }, ['-t', ':']);
  report(readRecords());
  if (code !== 0) fail(`the fuzzer found something: FUZZ_SEED=${seed}`);
}

/** Runs the attacks; returns the exit code of jest. */
function attack(env, args = []) {
  rmSync(RECORDS, { recursive: true, force: true });
  mkdirSync(RECORDS, { recursive: true });
  const jest = join(ROOT, 'node_modules/.bin/jest');
  const { status } = spawnSync(jest, ['test/security', `--maxWorkers=${WORKERS}`, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status ?? 1;
}

function readRecords() {
  if (!existsSync(RECORDS)) return [];
  return readdirSync(RECORDS)
    .map((name) => JSON.parse(readFileSync(join(RECORDS, name), 'utf8')))
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
