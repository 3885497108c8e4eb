import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { circumstances } from '../harness/circumstances';
import { RESULTS } from '../harness/paths';
import { colours } from '../report/colour';
import { contexts } from './contexts';
import { labels } from './labels';
import { logLine } from './log-line';
import { methods } from './methods';
import { microReport } from './micro-report';
import { redaction } from './redaction';
import { scrape } from './scrape';
import type { Row, Subject } from './subject';
import { makeTimer } from './timer';

const SUBJECTS: Readonly<Record<string, Subject>> = {
  methods,
  labels,
  contexts,
  'log-line': logLine,
  redaction,
  scrape,
};

/**
 * Measures the small operations, prints them, and writes results/micro-node20.json, or 24.
 * @param wanted names of subjects; none means all, and only then the result is written
 */
export async function micro(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.find((name) => !(name in SUBJECTS));
  if (unknown) {
    throw new Error(`There is no subject "${unknown}", but ${Object.keys(SUBJECTS).join(', ')}.`);
  }
  const time = await makeTimer();
  const rows: Row[] = [];
  for (const [name, subject] of Object.entries(SUBJECTS)) {
    if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await subject(time)));
  }
  const lines = microReport(rows, colours(process.stdout.isTTY));
  process.stdout.write(`${lines.join('\n')}\n`);
  if (wanted.length === 0) write(rows);
}

function write(rows: readonly Row[]): void {
  const [major = ''] = process.versions.node.split('.');
  const result = { ...circumstances({ [major]: process.execPath }, 'bench:micro'), rows };
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `micro-node${major}.json`);
  writeFileSync(file, `${JSON.stringify(result, undefined, 2)}\n`);
  process.stdout.write(`\nThe result is in ${file}\n`);
}
