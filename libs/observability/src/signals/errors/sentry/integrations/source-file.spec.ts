import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSource } from './source-file';

const SIZE = 1_048_576;

jest.mock('../../../../core', () => ({
  isLoadedFile: (path: string) => !path.includes('unloaded'),
}));

describe('a file of source', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'source-')));
  const at = (name: string): string => join(folder, name);

  beforeAll(() => {
    const code = 'const a = 1;\nconst b = 2;\n';
    mkdirSync(at('node_modules'));
    for (const name of ['a.js', 'b.ts', 'unloaded.js', 'a.json', '.env', 'node_modules/a.js']) {
      writeFileSync(at(name), code);
    }
    writeFileSync(at('large.js'), 'x'.repeat(SIZE + 1));
    writeFileSync(at('empty.js'), '');
    symlinkSync(at('a.js'), at('link.js'));
    symlinkSync(folder, at('linked'));
    mkdirSync(at('folder.js'));
    execFileSync('mkfifo', [at('fifo.js')]);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['a.js', 'b.ts'])('is read: %s', (name) => {
    expect(readSource(at(name), ['/elsewhere', folder])).toEqual([
      'const a = 1;',
      'const b = 2;',
      '',
    ]);
  });

  it.each([
    ['that the process has not loaded', 'unloaded.js'],
    ['that is no code', 'a.json'],
    ['that has no extension', '.env'],
    ['of a package', 'node_modules/a.js'],
    ['above 1 MiB', 'large.js'],
    ['that is a link', 'link.js'],
    ['behind a link', 'linked/a.js'],
    ['that is a folder', 'folder.js'],
    ['that is a pipe which nobody writes to', 'fifo.js'],
    ['that is gone', 'gone.js'],
  ])('is not read: one %s', (_case, name) => {
    expect(readSource(at(name), [folder])).toBeUndefined();
  });

  it('is not read outside the folders of the app', () => {
    expect(readSource(at('a.js'), [`${folder}/a`, folder.slice(0, -1)])).toBeUndefined();
    expect(readSource(at('a.js'), [])).toBeUndefined();
  });

  it('is not read where a path leads out of the folder', () => {
    expect(readSource(`${folder}/x/../a.js`, [folder])).toBeUndefined();
  });
});
