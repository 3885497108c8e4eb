import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BundledProject } from '../support/bundled-project';
import type { Bundle, Bundler } from '../support/bundled-project';
import { eventually } from '../support/eventually';
import { packLibrary } from '../support/packed-library';
import { TeaRoom } from '../support/tea-room';
import { everythingArrives } from '../support/tea-room-story';

const LIMIT_MS = 120_000;
const BUNDLERS: readonly Bundler[] = ['esbuild', 'webpack'];
const REQUIRED = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/platform-express',
  '@opentelemetry/api',
  'pino',
  'prom-client',
  'reflect-metadata',
  'rxjs',
];
/** What `peers-app.cjs` and the entries below import. */
const OPTIONAL = [
  '@opentelemetry/core',
  '@opentelemetry/otlp-transformer',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace',
  '@sentry/core',
  '@sentry/nestjs',
  'nestjs-pino',
  'nodemailer',
  'pino-http',
  'pino-pretty',
  'rotating-file-stream',
];
const ENTRIES = ['sentry', 'otlp', 'nodemailer', 'pino-pretty', 'rotating-file-stream'].map(
  (name) => `nestjs-observability/${name}`,
);
/** The transport needs files that the bundle does not have. */
const ALONE = { WITHOUT_THREAD: 'yes' };

let directory: string;
let whole: Record<Bundler, Bundle>;
let plain: Bundle;
let strict: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'observability-bundles-'));
  const tarball = packLibrary(directory);
  const all = new BundledProject(join(directory, 'whole'), tarball, [...REQUIRED, ...OPTIONAL]);
  const few = new BundledProject(join(directory, 'plain'), tarball, REQUIRED);
  all.add('peers', ENTRIES);
  few.add('plain');
  const [webpack, esbuild] = await Promise.all([
    all.bundle('webpack', 'peers'),
    all.bundle('esbuild', 'peers'),
  ]);
  whole = { webpack, esbuild };
  plain = await few.bundle('esbuild', 'plain');
  strict = join(directory, 'strict');
  const direct = [...REQUIRED, '@sentry/nestjs', '@opentelemetry/otlp-transformer'];
  new BundledProject(strict, tarball, direct).add('plain');
}, LIMIT_MS);

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe.each(BUNDLERS)('an app in one file by %s, with optional packages', (by) => {
  let room: TeaRoom;

  beforeAll(async () => {
    room = await TeaRoom.open(whole[by].folder, ALONE);
  }, LIMIT_MS);

  afterAll(() => room?.stop());

  it('is one file, made without complaints about the library', () => {
    expect(whole[by].files).toEqual(['app.cjs']);
    expect(complaintsAboutUs(whole[by])).toEqual([]);
  });

  everythingArrives(() => room);

  it('sends the error that ends it', async () => {
    await room.get('/exploded').catch(() => undefined);

    await eventually(() => expect(room.sentry.messages).toContain('the kettle has exploded'));
  });

  it('starts without DSN and endpoint', async () => {
    const env = { ...ALONE, SENTRY_DSN: '', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '' };
    const quiet = await TeaRoom.open(whole[by].folder, env);

    const { status } = await quiet.get('/livez');
    await quiet.stop();

    expect(status).toBe(200);
    expect(quiet.said).not.toContain('which needs the package');
  });
});

describe('an app in one file, without optional packages', () => {
  it('is made without complaints about the library', () => {
    expect(complaintsAboutUs(plain)).toEqual([]);
  });

  it('starts where the platform wants them, and names the imports', async () => {
    const room = await TeaRoom.open(plain.folder);

    expect(await (await room.get('/tea')).text()).toBe('tea');
    const page = await (await room.get('/metrics')).text();
    expect(page).toMatch(/http_server_request_duration_seconds_count\{[^}]*"\/tea"[^}]*\} 1/);
    await eventually(() => expect(room.said).toMatch(/"route":"\/tea".*"request completed"/));
    await room.stop();
    expect(room.said).toContain("import 'nestjs-observability/sentry'");
    expect(room.said).toContain("import 'nestjs-observability/otlp'");
  });

  it.each([
    ["import 'nestjs-observability/sentry'", { errors: { dsn: 'https://key@localhost/1' } }],
    ["import 'nestjs-observability/otlp'", { traces: { endpoint: 'http://127.0.0.1:9' } }],
    ["import 'nestjs-observability/pino-pretty'", { logs: { format: 'pretty' } }],
    [
      "import 'nestjs-observability/rotating-file-stream'",
      { logs: { destinations: { all: { type: 'file', path: 'all.log' } } } },
    ],
    [
      'Add esbuild-plugin-pino or pino-webpack-plugin',
      { logs: { destinations: { all: { type: 'transport', target: 'pino/file' } } } },
    ],
  ])('does not start where an option wants one, and names the remedy: %s', (remedy, options) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['app.cjs'], {
      cwd: plain.folder,
      env: { ...process.env, OPTIONS: JSON.stringify(options), PORT: '0' },
      encoding: 'utf8',
    });

    expect(stdout + stderr).toContain(remedy);
    expect(status).toBe(1);
  });
});

describe('an app that imports the entries and is not bundled', () => {
  it('needs only the packages that the entries name', async () => {
    const imports = ['sentry', 'otlp'].map((name) => `require('nestjs-observability/${name}');\n`);
    writeFileSync(join(strict, 'app.cjs'), `${imports.join('')}require('./plain.cjs');\n`);

    const room = await TeaRoom.open(strict);

    expect(await (await room.get('/tea')).text()).toBe('tea');
    await eventually(() =>
      expect(room.otlp.spans).toContainEqual(expect.objectContaining({ name: 'GET /tea' })),
    );
    await room.stop();
    expect(room.said).not.toContain('which needs the package');
  });
});

function complaintsAboutUs({ errors, warnings }: Bundle): string[] {
  return [...errors, ...warnings.filter((text) => text.includes('nestjs-observability'))];
}
