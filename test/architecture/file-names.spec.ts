import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { misnamedFiles, NEST_ROLES, ROLES } from './file-names';

const ROOT = join(__dirname, '../..');
const OF_APPS = new Set([...ROLES, ...NEST_ROLES]);

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(?:ts|mjs|cjs)$/.test(file),
  );
}

describe('the names of files', () => {
  it.each<[string, ReadonlySet<string>]>([
    ['libs/observability/src', ROLES],
    ['apps/demo/src', OF_APPS],
    ['test/support', OF_APPS],
    ['test/e2e', OF_APPS],
    ['test/integration', OF_APPS],
    ['test/security', OF_APPS],
    ['tools', OF_APPS],
  ])('in %s have a dot only before a role', (folder, roles) => {
    const files = filesIn(folder);

    expect(files.length).toBeGreaterThan(5);
    expect(misnamedFiles(files, roles)).toEqual([]);
  });

  it.each([
    ['core/second.look.ts', ROLES],
    ['core/secondLook.ts', ROLES],
    ['core/second_look.spec.ts', ROLES],
    ['health/health.check.options.ts', ROLES],
    ['orders/orders.service.ts', ROLES],
    ['orders/orders.helper.ts', OF_APPS],
  ])('fail as %s', (file, roles) => {
    expect(misnamedFiles([file], roles)).toEqual([file]);
  });

  it.each([
    ['core/second-look.ts', ROLES],
    ['health/check/health.checker.ts', ROLES],
    ['health/check/health.checker.spec.ts', ROLES],
    ['orders/orders.service.ts', OF_APPS],
  ])('may be %s', (file, roles) => {
    expect(misnamedFiles([file], roles)).toEqual([]);
  });
});
