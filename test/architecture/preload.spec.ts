import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Preloads the built library in a program without Nest, and prints which packages it has loaded. */
const SCRIPT = `
  require('nestjs-observability/register');
  const packages = Object.keys(require.cache).map((file) => /.*node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(file)?.[1]);
  process.stdout.write(JSON.stringify([...new Set(packages.filter((name) => name !== undefined))]));
`;
const BACK_ENDS = {
  SENTRY_DSN: 'https://key@localhost/1',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
};

describe('the preload', () => {
  it('loads no package where no back end is configured', () => {
    expect(loadedWith({})).toEqual([]);
  });

  it('loads nothing of Nest, with error tracking and tracing', () => {
    const loaded = loadedWith(BACK_ENDS);

    expect(loaded).toEqual(expect.arrayContaining(['@sentry/core', '@opentelemetry/sdk-trace']));
    expect(loaded.filter((name) => name.startsWith('@nestjs/'))).toEqual([]);
    expect(loaded).not.toContain('reflect-metadata');
  });
});

function loadedWith(env: Record<string, string>): string[] {
  const { PATH } = process.env;
  const output = execFileSync(process.execPath, ['-e', SCRIPT], {
    cwd: ROOT,
    env: { PATH, ...env },
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}
