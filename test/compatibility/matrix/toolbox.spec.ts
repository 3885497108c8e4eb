import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from './toolbox';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observability-toolbox-'));
  mkdirSync(join(folder, 'node_modules/typescript-old'), { recursive: true });
  writeFileSync(
    join(folder, 'node_modules/typescript-old/package.json'),
    '{ "name": "typescript", "version": "5.9.3" }',
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('a tool', () => {
  it.each([
    ['is there in a version of its range', 'typescript-old@npm:typescript@5.9', true],
    ['is missing in another version', 'typescript-old@npm:typescript@6', false],
    ['is missing without its package', 'pnpm@12', false],
  ])('%s', (_title, wanted, expected) => {
    expect(isInstalled(folder, wanted)).toBe(expected);
  });
});
