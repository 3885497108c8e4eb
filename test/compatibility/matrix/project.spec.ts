import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installProject } from './project';
import type { Releases } from './releases';

const PROJECT = { nest: '11', otel: 'none', sentry: '10', manager: 'pnpm' } as const;
/** Like pnpm, it writes nothing at all with the reporter "silent", not even why it fails. */
const FAILING = `#!/usr/bin/env node
if (!process.argv.includes('--reporter=silent')) console.log('ERR_PNPM_PEER_DEP_ISSUES');
process.exit(1);
`;
const SILENT = `#!/usr/bin/env node
process.exit(1);
`;
const INSTALLING = `#!/usr/bin/env node
require('node:fs').mkdirSync('node_modules/nestjs-observability', { recursive: true });
`;

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'observability-project-'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe('the installation of a project', () => {
  it('shows why pnpm fails', async () => {
    expect((await installWith(FAILING)).result.failure).toBe('ERR_PNPM_PEER_DEP_ISSUES');
  });

  it('fails where pnpm fails without a word, and is tried again the next time', async () => {
    const first = await installWith(SILENT);
    const second = await installWith(SILENT);

    expect([first.result.failure, second.result.failure]).toEqual(['exit code 1', 'exit code 1']);
  });

  it('is done once', async () => {
    const first = await installWith(INSTALLING);
    const second = await installWith(SILENT);

    expect([first.result.failure, second.result.failure]).toEqual([undefined, undefined]);
  });

  it('is done again where its packages are gone', async () => {
    const { folder } = await installWith(INSTALLING);
    rmSync(join(folder, 'node_modules'), { recursive: true });

    expect((await installWith(SILENT)).result.failure).toBe('exit code 1');
  });

  it.each<[string, () => Change]>([
    ['the library', () => ({ library: 'another' })],
    ['the day', () => ({ date: '2026-12-01' })],
    ['a release', () => ({ releases: releasesOf('11.2.11') })],
    ['the package manager', () => ({ version: '12.0.1' })],
  ])('is done again with a change of %s', async (_what, change) => {
    await installWith(INSTALLING);

    expect((await installWith(SILENT, change())).result.failure).toBe('exit code 1');
  });
});

interface Change {
  readonly library?: string;
  readonly version?: string;
  readonly date?: string;
  readonly releases?: Releases;
}

function installWith(program: string, change: Change = {}): ReturnType<typeof installProject> {
  const { library = 'packed', version = '12.0.0', ...rest } = change;
  const pnpm = join(home, 'pnpm');
  const tarball = join(home, 'library.tgz');
  writeFileSync(pnpm, program, { mode: 0o755 });
  writeFileSync(tarball, library);
  const tools = { home, pnpm, versionOf: async () => version };
  const same = { releases: releasesOf('11.2.10'), date: '2026-11-30' };
  return installProject(PROJECT, { ...same, ...rest, tools, tarball });
}

function releasesOf(version: string): Releases {
  return new Map([['@nestjs/core@11', { name: '@nestjs/core', version }]]);
}
