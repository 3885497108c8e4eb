import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommit } from './read-commit';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('the commit that runs', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'commit-'));
    mkdirSync(join(folder, '.git/refs/heads'), { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(file: string, text: string): void {
    writeFileSync(join(folder, '.git', file), text);
  }

  it.each(['GIT_COMMIT', 'GITHUB_SHA', 'CI_COMMIT_SHA'])('is what %s says', (name) => {
    write('HEAD', 'ref: refs/heads/main\n');

    expect(readCommit({ [name]: COMMIT.toUpperCase() }, folder)).toBe(COMMIT);
  });

  it('is that of the branch that is checked out', () => {
    write('HEAD', 'ref: refs/heads/main\n');
    write('refs/heads/main', `${COMMIT}\n`);

    expect(readCommit({}, folder)).toBe(COMMIT);
  });

  it('is found among the packed branches too', () => {
    write('HEAD', 'ref: refs/heads/main\n');
    write('packed-refs', `# pack-refs\n${COMMIT} refs/heads/main\n`);

    expect(readCommit({}, folder)).toBe(COMMIT);
  });

  it('is what is checked out without a branch', () => {
    write('HEAD', COMMIT);

    expect(readCommit({}, folder)).toBe(COMMIT);
  });

  it.each([
    ['where there is no repository', ''],
    ['where a branch would lead out of it', 'ref: refs/heads/../../../secret\n'],
    ['of a branch without commits', 'ref: refs/heads/new\n'],
  ])('is unknown %s', (_case, head) => {
    write('HEAD', head);

    expect(readCommit({ GIT_COMMIT: 'latest' }, folder)).toBeUndefined();
  });
});
