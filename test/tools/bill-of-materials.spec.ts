import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const LIBRARY = JSON.parse(
  readFileSync(join(ROOT, 'libs/observability/package.json'), 'utf8'),
) as Library;

interface Library {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly scope: string;
}

interface Bill {
  readonly bomFormat: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
}

describe('the bill of materials', () => {
  let text: string;
  let bill: Bill;

  beforeAll(() => {
    text = written();
    bill = JSON.parse(text) as Bill;
  });

  it('is of the library, in CycloneDX', () => {
    const { name, version } = LIBRARY;

    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name, version } },
    });
  });

  it('lists each dependency of the library once, and says what an app may leave out', () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = LIBRARY;
    const wanted = Object.keys({ ...dependencies, ...peerDependencies }).map((name) => {
      const isOptional = peerDependenciesMeta[name]?.optional === true;
      return [name, isOptional ? 'optional' : 'required'];
    });

    const listed = wanted.map(([name]) => [
      name,
      ...bill.components.filter((each) => each.name === name).map(({ scope }) => scope),
    ]);
    expect(listed).toEqual(wanted);
  });

  it('has no package of the tests, the demo and the workspace', () => {
    const names = bill.components.map(({ name }) => name);

    expect(names).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:jest|typeorm)$/)]),
    );
    expect(text).not.toContain('workspace');
    expect(text).not.toContain(ROOT);
  });

  it('is the same when it is written again', () => {
    expect(written()).toBe(text);
  });
});

function written(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bill-'));
  const file = join(folder, 'sbom.cdx.json');
  execFileSync(process.execPath, [join(ROOT, 'tools/sbom.mjs'), file], { stdio: 'pipe' });
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}
