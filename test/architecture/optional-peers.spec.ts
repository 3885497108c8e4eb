import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const MANIFEST = JSON.parse(
  readFileSync(join(ROOT, 'libs/observability/package.json'), 'utf8'),
) as { peerDependencies: object; peerDependenciesMeta: Record<string, { optional: boolean }> };

/** What an app may live without. */
const OPTIONAL = [
  ...Object.keys(MANIFEST.peerDependenciesMeta),
  'typeorm',
  'bullmq',
  'cache-manager',
  'keyv',
  'pg',
  'ioredis',
  '@nestjs/typeorm',
  '@nestjs/bullmq',
  '@nestjs/cache-manager',
];

/** Runs an app on the built library while asking for any of the packages is an error. */
const SCRIPT = `
  const Module = require('node:module');
  const resolve = Module._resolveFilename;
  const missing = ${JSON.stringify(OPTIONAL)};
  Module._resolveFilename = function (request, ...rest) {
    if (missing.some((name) => request === name || request.startsWith(name + '/'))) {
      throw new Error('MISSING ' + request);
    }
    return resolve.call(this, request, ...rest);
  };
  require('reflect-metadata');
  const { NestFactory } = require('@nestjs/core');
  require('nestjs-observability/register');
  const { ObservabilityModule } = require('nestjs-observability');
  (async () => {
    const app = await NestFactory.create({ module: class App {}, imports: [ObservabilityModule.forRoot()] }, { logger: false });
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address();
    const paths = ['/livez', '/readyz', '/startupz', '/health', '/health/detail', '/metrics'];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch('http://127.0.0.1:' + port + path)).status));
    await app.close();
    process.stdout.write(JSON.stringify(statuses));
  })();
`;

describe('optional peers', () => {
  it('are named as optional, each of them', () => {
    expect(Object.keys(MANIFEST.peerDependencies)).toEqual(
      expect.arrayContaining(Object.keys(MANIFEST.peerDependenciesMeta)),
    );
  });

  it('may all be missing: the app starts and all endpoints answer', () => {
    const output = run({});

    expect(output).toBe('[200,200,200,200,200,200]');
  });

  it('is missed by name when an option needs it', () => {
    expect(() => run({ SENTRY_DSN: 'https://key@localhost/1' })).toThrow(
      'A Sentry DSN is set (errors.dsn or SENTRY_DSN), which needs the package @sentry/nestjs.',
    );
  });
});

function run(env: Record<string, string>): string {
  const options = {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'silent', ...env },
  };
  return execFileSync(process.execPath, ['-e', SCRIPT], {
    ...options,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}
