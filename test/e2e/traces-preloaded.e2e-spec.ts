import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { OtlpReceiver } from '../support/otlp-receiver';
import { freePort } from '../support/services/free-port';

const ROOT = join(__dirname, '../..');

/** What a process of its own said and how it ended. */
interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PRELOAD = `require('nestjs-observability/register');`;
const SPAN = `require('@opentelemetry/api').trace.getTracer('app').startSpan('work').end();`;
/** An app that answers one request, closes, and has nothing more to do. */
const APP = `
  require('reflect-metadata');
  const { NestFactory } = require('@nestjs/core');
  const { ObservabilityModule } = require('nestjs-observability');
  (async () => {
    const module = { module: class App {}, imports: [ObservabilityModule.forRoot()] };
    const app = await NestFactory.create(module, { logger: false });
    await app.listen(0, '127.0.0.1');
    const { status } = await fetch('http://127.0.0.1:' + app.getHttpServer().address().port + '/x');
    await app.close();
    process.stdout.write('answered ' + status);
  })();
`;

describe('tracing that the environment asks for', () => {
  let otlp: OtlpReceiver;

  beforeEach(async () => {
    otlp = await OtlpReceiver.start();
  });
  afterEach(() => otlp.stop());

  it('begins with the preload, and the app hands over its spans before it ends', async () => {
    const env = { OTEL_SERVICE_NAME: 'shop', OTEL_RESOURCE_ATTRIBUTES: 'team=tea' };

    const ending = await run(PRELOAD + APP, env);

    expect(ending).toMatchObject({ code: 0, stdout: 'answered 404', stderr: '' });
    expect(otlp.spans).toMatchObject([
      { name: 'GET', resource: { 'service.name': 'shop', team: 'tea' } },
    ]);
  });

  it('begins with the module where there is no preload', async () => {
    await run(APP, {});

    expect(otlp.spans).toMatchObject([{ name: 'GET' }]);
  });

  it('obeys the sampler of the environment', async () => {
    await run(PRELOAD + APP, { OTEL_TRACES_SAMPLER: 'always_off' });

    expect(otlp.batches).toEqual([]);
  });

  it('warns of a wrong number and works all the same', async () => {
    const env = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'a tenth' };

    const ending = await run(PRELOAD + APP, env);

    expect(ending.code).toBe(0);
    expect(ending.stderr.match(/OTEL_TRACES_SAMPLER_ARG is "a tenth"/g)).toHaveLength(1);
    expect(otlp.spans).toHaveLength(1);
  });

  it('holds up the end of an app no longer than the flush when the back end is ill', async () => {
    otlp.mood = 'hangs';

    const ending = await run(PRELOAD + timed(APP), {});

    expect(ending).toMatchObject({ code: 0, stdout: 'answered 404' });
    expect(Number(ending.stderr)).toBeLessThan(1500);
  });

  it.each(['hangs', 'is not there'])(
    'keeps no process alive whose back end %s, though a batch is under way',
    async (mood) => {
      otlp.mood = 'hangs';
      const host = mood === 'hangs' ? otlp.host : `127.0.0.1:${await freePort()}`;
      const wait = `setTimeout(() => process.stdout.write('done'), 300);`;

      const ending = await run(timed(PRELOAD + SPAN + wait), {
        OTEL_BSP_SCHEDULE_DELAY: '1',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${host}`,
      });

      expect(ending).toMatchObject({ code: 0, stdout: 'done' });
      expect(Number(ending.stderr)).toBeLessThan(1500);
    },
  );

  it('leaves the exit code of a crash as it is', async () => {
    const code = `${PRELOAD}${SPAN} Promise.reject(new Error('boom'));`;

    const [traced, bare] = [
      await run(code, {}),
      await run(`Promise.reject(new Error('boom'));`, {}),
    ];

    expect([traced.code, bare.code]).toEqual([1, 1]);
  });

  it('names the packages that are missing, and lets the app run', async () => {
    const missing = `
      const Module = require('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (request, ...rest) {
        if (request === '@opentelemetry/otlp-transformer') throw new Error('MISSING ' + request);
        return resolve.call(this, request, ...rest);
      };`;

    const ending = await run(missing + PRELOAD, {});

    expect(ending.code).toBe(0);
    expect(ending.stderr).toContain('npm install @opentelemetry/otlp-transformer');
  });

  /** Runs the code in a process whose environment names the back end. */
  function run(code: string, env: Record<string, string>): Promise<Ending> {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(OTEL|SENTRY)_/.test(name)),
    );
    const child = spawn(process.execPath, ['-e', code], {
      cwd: ROOT,
      env: {
        ...inherited,
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://${otlp.host}`,
        ...env,
      },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    return new Promise((resolve) => {
      child.once('close', (status) => resolve({ code: status, stdout, stderr }));
    });
  }
});

/** Says on standard error how long the process lived on after it had said its last word, in milliseconds. */
function timed(code: string): string {
  return `
    let last;
    const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text) => { last = performance.now(); return write(text); };
    process.on('exit', () => require('node:fs').writeSync(2, String(performance.now() - last)));
    ${code}`;
}
