import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installProject } from './project';

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
});

function installWith(program: string): ReturnType<typeof installProject> {
  const pnpm = join(home, 'pnpm');
  mkdirSync(home, { recursive: true });
  writeFileSync(pnpm, program, { mode: 0o755 });
  const library = { tarball: join(home, 'library.tgz'), manifest: '{}', unpack: () => undefined };
  const tools = { home, pnpm, versionOf: async () => '12.0.0' };
  return installProject(PROJECT, library, { tools, releases: new Map() });
}
