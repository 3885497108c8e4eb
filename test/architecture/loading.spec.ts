import { execFileSync, fork } from 'node:child_process';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../support/loaded-files.cjs');
const DIST = join(__dirname, '../../libs/observability/dist');
const OPEN_TELEMETRY = 'node_modules/@opentelemetry/';
const PROM_CLIENT = 'node_modules/prom-client/';
/** Files of ours that an app loads when it imports the module, and until it listens. */
const MAX_NAMED = 30;
const MAX_LISTENING = 560;

/** The files that a small app loads by its stages: it names the module, listens, is used. */
interface Stages {
  readonly named: readonly string[];
  readonly listening: readonly string[];
  readonly used: readonly string[];
}

async function stagesOf(options: object = {}): Promise<Stages> {
  const env = { ...process.env, NODE_ENV: 'production', OPTIONS: JSON.stringify(options) };
  const child = fork(PROGRAM, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [stages] = await new Promise<[Stages]>((resolve, reject) => {
    child.once('message', (message) => resolve([message as Stages]));
    child.once('exit', (code) => reject(new Error(`The app ended with ${code}.`)));
  });
  return stages;
}

/** Paths below dist. */
function ours(files: readonly string[]): string[] {
  return files.filter((file) => file.startsWith(DIST)).map((file) => file.slice(DIST.length + 1));
}

describe('a small app', () => {
  let stages: Stages;

  beforeAll(async () => {
    stages = await stagesOf();
  });

  it('loads next to nothing when it only names the module', () => {
    expect(ours(stages.named).length).toBeLessThanOrEqual(MAX_NAMED);
    expect(stages.named.filter((file) => file.includes('node_modules/pino'))).toEqual([]);
  });

  it('loads only what it uses until it listens', () => {
    const files = ours([...stages.named, ...stages.listening]);

    expect(files.length).toBeLessThanOrEqual(MAX_LISTENING);
  });

  it.each([
    ['Sentry', /^signals\/errors\/sentry\/|^export\/sentry\//],
    ['tracing', /^signals\/traces\/.+\/|traces\.handler/],
    ['a preload', /^register\//],
    ['integrations', /^integrations\/(sql|cache|mongo|queue)\/.*(?<!\.options)\.js$/],
    ['the command', /^cli\//],
    ['testing', /^testing\//],
    ['manifests', /^artifacts\//],
  ])('loads nothing of %s', (_what, pattern) => {
    const files = ours([...stages.named, ...stages.listening, ...stages.used]);

    expect(files.filter((file) => pattern.test(file) && !file.endsWith('index.js'))).toEqual([]);
  });

  it.each([
    ['OpenTelemetry', OPEN_TELEMETRY],
    ['prom-client', PROM_CLIENT],
  ])('does not load %s, which it does not use', (_what, folder) => {
    const files = [...stages.named, ...stages.listening, ...stages.used];

    expect(files.filter((file) => file.includes(folder))).toEqual([]);
  });

  it('loads nothing more with its first requests and probes', () => {
    expect(ours(stages.used)).toEqual([]);
  });
});

describe('an app that sends its traces', () => {
  it('loads tracing when it starts, and nothing with its first requests', async () => {
    const endpoint = 'http://127.0.0.1:9/v1/traces';

    const stages = await stagesOf({ traces: { exporter: 'otlp', endpoint } });

    expect(stages.listening.some((file) => file.includes(OPEN_TELEMETRY))).toBe(true);
    expect(ours(stages.used)).toEqual([]);
  });
});

describe('an ES module', () => {
  it('imports the same names as CommonJS', () => {
    const program = `
      import { createRequire } from 'node:module';
      import * as imported from 'nestjs-observability';
      const required = createRequire(import.meta.url)('nestjs-observability');
      const names = Object.keys(required).filter((name) => imported[name] !== required[name]);
      process.stdout.write(JSON.stringify([Object.keys(required).length > 50, names]));
    `;

    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });

    expect(JSON.parse(output)).toEqual([true, []]);
  });
});
