import { get } from 'node:http';
import { MAX_CONNECTIONS } from '../../libs/observability/src/export/http/http-sender';
import { FaultProxy } from '../support/fault-proxy';
import { Program } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const ERRORS = 200;

const appOn = (platform: string, adapter: string): string => `
  require('nestjs-observability/register');
  require('reflect-metadata');
  const { Controller, Get, Param } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { ${adapter} } = require('@nestjs/platform-${platform}');
  const { ObservabilityModule } = require('nestjs-observability');
  class Fails {
    fail(kind) { throw new Error('failure ' + kind); }
  }
  Controller()(Fails);
  Param('kind')(Fails.prototype, 'fail', 0);
  Get('fail/:kind')(Fails.prototype, 'fail', Object.getOwnPropertyDescriptor(Fails.prototype, 'fail'));
  (async () => {
    const module = { module: class App {}, controllers: [Fails], imports: [ObservabilityModule.forRoot({ errors: { repeatsPerSecond: 1000 } })] };
    const app = await NestFactory.create(module, new ${adapter}());
    app.enableShutdownHooks();
    await app.listen(0, '127.0.0.1');
    process.send({ port: app.getHttpServer().address().port });
    process.disconnect();
  })();
`;

describe.each([
  ['express', 'ExpressAdapter'],
  ['fastify', 'FastifyAdapter'],
])('on %s the errors of the last moment', (platform, adapter) => {
  let sentry: SentryReceiver;
  let proxy: FaultProxy;

  beforeEach(async () => {
    sentry = await SentryReceiver.start();
    proxy = await FaultProxy.start(sentry.port);
  });
  afterEach(async () => {
    await proxy.stop();
    await sentry.stop();
  });

  it('are all delivered before the app ends, though Sentry takes 100 ms for each', async () => {
    sentry.delayMs = 100;

    const { code, signal } = await failThenTerminate();

    expect([code, signal]).toEqual([null, 'SIGTERM']);
    expect(new Set(sentry.messages)).toHaveProperty('size', ERRORS);
  });

  it('are delivered or counted, each of them, where Sentry takes 3 seconds for one', async () => {
    sentry.delayMs = 3000;

    const { stdout, endedMs } = await failThenTerminate();

    const delivered = new Set(sentry.messages).size;
    const [, counted = '0'] = /ended before the last (\d+) were sent/.exec(stdout) ?? [];
    // Those on their way at the very end are counted although they arrive, and so are those whose
    // answer came too late: they were to be sent again.
    const countedTwice = delivered + Number(counted) - ERRORS;
    expect(delivered).toBeGreaterThan(0);
    expect(countedTwice).toBeGreaterThanOrEqual(0);
    expect(countedTwice).toBeLessThanOrEqual(2 * MAX_CONNECTIONS);
    expect(endedMs).toBeLessThan(5000);
  });

  it('are delivered or counted where Sentry hangs, and the app ends within five seconds', async () => {
    proxy.mode = 'hang';

    const { stdout, endedMs } = await failThenTerminate();

    expect(endedMs).toBeLessThan(5000);
    expect(Program.linesOf(stdout).map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`the app ended before the last ${ERRORS} were sent`),
    );
  });

  /** 200 requests fail at the same time; the app is told to end after the last answer. */
  async function failThenTerminate() {
    const env = { SENTRY_DSN: sentry.dsnAt(proxy.port) };
    const program = Program.start(appOn(platform, adapter), env);
    const { port } = await new Promise<{ port: number }>((resolve) =>
      program.child.once('message', (message) => resolve(message as { port: number })),
    );
    await Promise.all(
      Array.from({ length: ERRORS }, (_, kind) =>
        answered(`http://127.0.0.1:${port}/fail/${kind}`),
      ),
    );
    const from = performance.now();
    program.child.kill('SIGTERM');
    const ending = await program.ending;
    return { ...ending, endedMs: performance.now() - from };
  }
});

function answered(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, (response) => response.resume().once('end', resolve)).once('error', reject);
  });
}
