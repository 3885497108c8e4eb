import { closeSync, linkSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForAppend } from './log-path';

describe('a log file that is opened', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-path-'));
  const path = join(folder, 'app.log');
  const other = join(folder, 'other');

  beforeEach(() => {
    writeFileSync(path, '');
    writeFileSync(other, '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is the one that is open already', () => {
    const opened = openSync(path, 'a');

    const fd = openForAppend(path, opened);

    expect(fd).toBeGreaterThan(2);
    closeSync(fd);
    closeSync(opened);
  });

  it('is refused where something else was opened by its name', () => {
    const opened = openSync(other, 'a');

    expect(() => openForAppend(path, opened)).toThrow('The log file was replaced by another file');
    closeSync(opened);
  });

  it('may have a second name in a folder of its own', () => {
    linkSync(path, join(folder, 'app.log.copy'));

    const fd = openForAppend(path);

    expect(fd).toBeGreaterThan(2);
    closeSync(fd);
  });
});
