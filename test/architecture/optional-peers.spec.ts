import { spawnSync } from 'node:child_process';
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

const DSN = 'https://key@localhost/1';
const COLLECTOR = 'http://127.0.0.1:9';
const ALL_ANSWER = '[200,200,200,200,200,200]';

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
    const app = await NestFactory.create({ module: class App {}, imports: [ObservabilityModule.forRoot(JSON.parse(process.env.OPTIONS))] }, { abortOnError: false, ...(process.env.HAS_LOG ? {} : { logger: false }) });
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
    expect(run({ env: { LOG_LEVEL: 'silent' } })).toBe(ALL_ANSWER);
  });

  it('are missed by name, and the app starts, where the platform wants them', () => {
    const output = run({ env: { SENTRY_DSN: DSN, OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR } });

    expect(output).toContain(ALL_ANSWER);
    expect(output).toContain('which needs the package @sentry/nestjs');
    expect(output).toContain('which needs the package @opentelemetry/otlp-transformer');
  });

  it('are a hint where traces go to Sentry because of its DSN', () => {
    const output = run({ env: { SENTRY_DSN: DSN, HAS_LOG: '1' } });

    expect(output).toContain(ALL_ANSWER);
    expect(output).toMatch(/ LOG.*No traces are sent to Sentry, because the package/);
    expect(output).not.toContain('which needs the package @opentelemetry');
  });

  it('stop the start where traces are to go to Sentry', () => {
    const options = { traces: { exporter: 'sentry' } };

    expect(() => run({ env: { SENTRY_DSN: DSN }, options })).toThrow(
      'which needs the package @opentelemetry/otlp-transformer',
    );
  });

  it.each([
    [{ errors: { dsn: DSN } }, 'which needs the package @sentry/nestjs'],
    [
      { traces: { endpoint: COLLECTOR } },
      'which needs the package @opentelemetry/otlp-transformer',
    ],
  ])('stop the start where an option needs them: %j', (options, says) => {
    expect(() => run({ options })).toThrow(says);
  });
});

/** Everything that the app writes. */
function run({ env, options = {} }: { env?: Record<string, string>; options?: object }): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', SCRIPT], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'test', OPTIONS: JSON.stringify(options), ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout + stderr;
}
