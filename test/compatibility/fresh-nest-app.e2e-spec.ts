import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { installOnceADay } from '../support/kept-installation';
import { packLibrary, ROOT, run } from '../support/packed-library';
import { freePort } from '../support/services/free-port';

const NEST = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
const INSTALL_LIMIT_MS = 300_000;
/** What of its development the build needs: without linters and test runners it installs in half the time. */
const BUILDS = /^(@nestjs\/(cli|schematics)|typescript|@types\/(node|express))$/;

interface Manifest {
  devDependencies: Record<string, string>;
}

describe('a fresh Nest 11 app with one import line', () => {
  let directory: string;
  let app: ChildProcess;
  let base: string;
  let log = '';

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'observability-fresh-'));
    const tarball = packLibrary(directory);
    const project = generate(directory);
    keepWhatBuilds(project);
    addTheModule(project);
    const options = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
    await installOnceADay({ folder: project, tarball, options });
    run('npm', ['run', 'build'], project);
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    app = spawn(process.execPath, ['dist/main'], {
      cwd: project,
      env: { ...process.env, PORT: String(port), NODE_ENV: 'development' },
    });
    app.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    app.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    await eventually(async () => void (await fetch(base)), 20_000);
  }, INSTALL_LIMIT_MS);

  afterAll(() => {
    app?.kill();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(['/', '/livez', '/readyz', '/startupz', '/health', '/health/detail', '/metrics'])(
    'answers %s',
    async (path) => {
      const response = await fetch(base + path);

      expect(response.status).toBe(200);
    },
  );

  it('counts and logs its own route', async () => {
    const { headers } = await fetch(base);

    const page = await (await fetch(`${base}/metrics`)).text();
    expect(page).toMatch(
      /http_server_request_duration_seconds_count\{http_request_method="GET",http_route="\/",http_response_status_code="200"\} [2-9]/,
    );
    await eventually(() => expect(log).toContain(`"request_id":"${headers.get('x-request-id')}"`));
  });
});

function generate(directory: string): string {
  const args = [NEST, 'new', 'fresh', '--skip-install', '--skip-git', '--package-manager', 'npm'];
  run(process.execPath, args, directory);
  return join(directory, 'fresh');
}

function keepWhatBuilds(project: string): void {
  const file = join(project, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const kept = Object.entries(manifest.devDependencies).filter(([name]) => BUILDS.test(name));
  const devDependencies = Object.fromEntries(kept);
  writeFileSync(file, JSON.stringify({ ...manifest, devDependencies }));
}

/** The one line of the README. */
function addTheModule(project: string): void {
  const file = join(project, 'src/app.module.ts');
  const text = readFileSync(file, 'utf8');
  const withModule = text
    .replace('imports: []', 'imports: [ObservabilityModule.forRoot()]')
    .replace(
      'import { Module }',
      "import { ObservabilityModule } from 'nestjs-observability';\nimport { Module }",
    );
  writeFileSync(file, withModule);
}
