import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appFolders } from './app-folders';

describe('the folders of the app', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'app-')));
  const main = join(folder, 'shop/dist/main.js');

  beforeAll(() => {
    mkdirSync(join(folder, 'shop/dist'), { recursive: true });
    writeFileSync(join(folder, 'shop/package.json'), '{}');
    writeFileSync(main, '');
    symlinkSync(main, join(folder, 'main.js'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('are the one it was started in, and that of its package', () => {
    expect(appFolders(folder, main)).toEqual([folder, join(folder, 'shop')]);
  });

  it('are found behind links', () => {
    expect(appFolders(folder, join(folder, 'main.js'))[1]).toBe(join(folder, 'shop'));
  });

  it.each([
    ['the root of the disk', '/', '/gone.js'],
    ['a folder that is gone', join(folder, 'gone'), join(folder, 'gone/main.js')],
  ])('are none where it was started in %s', (_case, started, file) => {
    expect(appFolders(started, file)).toEqual([]);
  });

  it('have the folder of a main file that belongs to no package', () => {
    const alone = join(folder, 'alone.js');
    writeFileSync(alone, '');

    expect(appFolders('/', alone)).toEqual([folder]);
  });
});
