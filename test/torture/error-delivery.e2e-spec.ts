import { Agent, get } from 'node:http';
import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import type { ProxyMode } from '../support/fault-proxy';
import { scrape } from '../support/metrics-page';
import { Program } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const ERRORS = 10_000;
const AT_ONCE = 20;
const MOST_GROWTH = 30 * 1024 * 1024;
const HEALED_WITHIN_MS = 15_000;

/** An app whose every request fails in a way of its own. */
const appOn = (platform: string, adapter: string): string => `
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
    const module = {
      module: class App {},
      controllers: [Fails],
      imports: [ObservabilityModule.forRoot({ errors: { repeatsPerSecond: 1_000_000 } })],
    };
    const app = await NestFactory.create(module, new ${adapter}(), { logger: false });
    await app.listen(0, '127.0.0.1');
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    process.on('message', async () => {
      // What finalisers let go of is gone with the second one.
      gc();
      await pause(100);
      gc();
      const { heapUsed, external } = process.memoryUsage();
      process.send({ bytes: heapUsed + external });
    });
    process.send({ port: app.getHttpServer().address().port });
  })();
`;

interface Fault {
  readonly name: string;
  readonly platform: 'express' | 'fastify';
  readonly mode?: ProxyMode;
  readonly status?: number;
}

/** Delivery does not know the platform; so each fault meets one of them. */
const FAULTS: Fault[] = [
  { name: 'hangs', mode: 'hang', platform: 'express' },
  { name: 'resets connections', mode: 'reset', platform: 'fastify' },
  { name: 'swallows everything', mode: 'drop', platform: 'express' },
  { name: 'is half open', mode: 'half-open', platform: 'fastify' },
  { name: 'answers 500', status: 500, platform: 'express' },
  { name: 'answers 429', status: 429, platform: 'fastify' },
];

describe('10,000 errors while Sentry', () => {
  let sentry: SentryReceiver;
  let proxy: FaultProxy;
  let app: RunningApp;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

  beforeEach(async () => {
    sentry = await SentryReceiver.start();
    proxy = await FaultProxy.start(sentry.port);
  });
  afterEach(async () => {
    app.stop();
    await proxy.stop();
    await sentry.stop();
  });
  afterAll(() => agent.destroy());

  it.each(FAULTS)(
    '$name cost no answer and no memory, and each is delivered or counted',
    async ({ mode, status, platform }) => {
      app = await RunningApp.start(platform, sentry.dsnAt(proxy.port));
      await failTimes(500, 'warm');
      await eventually(() => expect(sentry.events).toHaveLength(500), 10_000);
      const before = await app.bytes();

      fallIll(mode, status);
      const statuses = await failTimes(ERRORS, 'ill');
      const growth = (await app.bytes()) - before;
      const healedAt = performance.now();
      fallIll('pass', 200);
      const resumedMs = await resumed(healedAt);
      const sum = await app.sum();

      expect(statuses).toEqual(new Map([[500, ERRORS]]));
      expect(growth).toBeLessThan(MOST_GROWTH);
      expect(resumedMs).toBeLessThan(HEALED_WITHIN_MS);
      // What came too late to be answered is sent again; Sentry knows it by its id.
      const taken = new Set(sentry.events.map(({ event_id: id }) => id));
      expect(sum.delivered).toBe(taken.size);
      expect(sum.delivered + sum.lost).toBe(500 + ERRORS + app.later);
    },
    120_000,
  );

  function fallIll(mode: ProxyMode = 'pass', status = 200): void {
    proxy.mode = mode;
    sentry.status = status;
    sentry.headers = status === 429 ? { 'retry-after': '2' } : {};
  }

  /** How long it takes until an error is delivered again, in milliseconds; one fails now and then. */
  async function resumed(from: number): Promise<number> {
    const known = sentry.events.length;
    await eventually(async () => {
      app.later += 1;
      await failTimes(1, `later ${app.later}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(sentry.events.length).toBeGreaterThan(known);
    }, HEALED_WITHIN_MS + 1000);
    return performance.now() - from;
  }

  /** Answers by status. */
  async function failTimes(times: number, kind: string): Promise<Map<number, number>> {
    const statuses = new Map<number, number>();
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < times) {
        next += 1;
        const answer = await statusOf(`${app.base}/fail/${encodeURIComponent(`${kind} ${next}`)}`);
        statuses.set(answer, (statuses.get(answer) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return statuses;
  }

  function statusOf(url: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const request = get(url, { agent }, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
      });
      request.once('error', reject);
    });
  }
});

/** The app, in a process of its own. */
class RunningApp {
  /** Errors that came after those that are counted on. */
  later = 0;

  private constructor(
    private readonly program: Program,
    readonly base: string,
  ) {}

  static async start(platform: string, dsn: string): Promise<RunningApp> {
    const adapter = platform === 'fastify' ? 'FastifyAdapter' : 'ExpressAdapter';
    const env = { SENTRY_DSN: dsn, LOG_LEVEL: 'silent' };
    const program = Program.start(appOn(platform, adapter), env, ['--expose-gc']);
    const { port } = await answerOf<{ port: number }>(program);
    return new RunningApp(program, `http://127.0.0.1:${port}`);
  }

  /** What its heap holds, and what buffers hold beside it. */
  async bytes(): Promise<number> {
    const answer = answerOf<{ bytes: number }>(this.program);
    this.program.child.send('memory');
    return (await answer).bytes;
  }

  /** Error events that were delivered and lost, once none waits any more. */
  sum(): Promise<{ delivered: number; lost: number }> {
    return eventually(async () => {
      const [waiting, delivered, losses] = await Promise.all([
        this.valueOf('observability_error_events_waiting'),
        this.valueOf('observability_error_events_delivered_total'),
        scrape(this.base, 'observability_lost_total'),
      ]);
      if (waiting > 0) throw new Error(`${waiting} events wait`);
      const ofErrors = losses.filter(({ labels }) => labels['part']?.startsWith('errors'));
      return { delivered, lost: ofErrors.reduce((sum, { value }) => sum + value, 0) };
    }, 10_000);
  }

  stop(): void {
    this.program.child.kill('SIGKILL');
  }

  private async valueOf(metric: string): Promise<number> {
    const [sample] = await scrape(this.base, metric);
    return sample?.value ?? 0;
  }
}

function answerOf<T>({ child }: Program): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', () => reject(new Error('the app has ended')));
  });
}
