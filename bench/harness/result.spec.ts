import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleRun } from '../report/example-runs';
import { readResult, writeResult } from './result';
import type { Result } from './result';
import { QUICK } from './settings';

const RESULT: Result = {
  date: '2026-11-24T08:00:00.000Z',
  commit: 'abc',
  isDirty: false,
  command: 'npm run bench',
  machine: { cpu: 'a processor', cores: 2, memoryGb: 24, kernel: 'Linux', loadAverage: 0 },
  nodes: { 20: 'v20.20.2' },
  packages: {},
  matrix: { nodes: ['20'], platforms: ['express'], variants: ['bare'], rounds: 1 },
  task: { phases: ['cpu'], routes: ['hello'], settings: QUICK },
  failures: [],
  runs: [exampleRun('bare', 123.456_789), exampleRun('ours-logs', 150)],
};

describe('a result file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bench-result-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written, to five digits', () => {
    const file = join(folder, 'new', 'result.json');

    writeResult(file, RESULT);
    const read = readResult(file);

    expect(read.runs[0]?.figures.routes?.hello?.cpuMicros).toBe(123.46);
    expect({ ...read, runs: [] }).toEqual({ ...RESULT, runs: [] });
    expect(read.runs).toHaveLength(2);
  });

  it('has a line for each process', () => {
    const file = join(folder, 'result.json');

    writeResult(file, RESULT);

    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines.filter((line) => line.includes('"variant"'))).toHaveLength(2);
  });

  it('says so when it is not there', () => {
    const file = join(folder, 'none.json');

    expect(() => readResult(file)).toThrow(`There is no result ${file}.`);
  });
});
