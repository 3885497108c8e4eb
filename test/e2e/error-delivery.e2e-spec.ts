import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import type { ProxyMode } from '../support/fault-proxy';
import { flood } from '../support/metrics-flood';
import type { Answers } from '../support/metrics-flood';
import { scrape } from '../support/metrics-page';
import { Program } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const ERRORS = 10_000;
const AT_ONCE = 20;
const MAX_GROWTH = 30 * 1024 * 1024;
const HEALED_WITHIN_MS = 15_000;
/** Of all faults of one platform, which come one after the other. */
const LIMIT_MS = 300_000;

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

interface Outcome {
  readonly statuses: Answers;
  /** Bytes that the app holds more than before. */
  readonly growth: number;
  /** How long it took until an error was delivered again, in milliseconds. */
  readonly resumedMs: number;
  /** Distinct events that came to Sentry. */
  readonly taken: number;
  readonly delivered: number;
  readonly lost: number;
  /** How many errors there were. */
  readonly errors: number;
}

describe('10,000 errors while Sentry', () => {
  const outcomes = new Map<Fault, Promise<Outcome>>();

  /** What the apps of one platform wait for, those of the other one work through. */
  beforeAll(() => {
    for (const platform of ['express', 'fastify']) {
      let before: Promise<unknown> = Promise.resolve();
      for (const fault of FAULTS.filter((each) => each.platform === platform)) {
        const outcome = before.then(() => outcomeOf(fault));
        outcomes.set(fault, outcome);
        // Its own test reports it.
        before = outcome.catch(() => undefined);
      }
    }
  });
  afterAll(() => Promise.allSettled(outcomes.values()));

  it.each(FAULTS)(
    '$name cost no answer and no memory, and each is delivered or counted',
    async (fault) => {
      const outcome = await outcomes.get(fault)!;

      const { statuses, growth, resumedMs, taken, delivered, lost, errors } = outcome;
      expect(statuses).toEqual(new Map([[500, ERRORS]]));
      expect(growth).toBeLessThan(MAX_GROWTH);
      expect(resumedMs).toBeLessThan(HEALED_WITHIN_MS);
      expect(delivered).toBe(taken);
      expect(delivered + lost).toBe(errors);
    },
    LIMIT_MS,
  );
});

async function outcomeOf(fault: Fault): Promise<Outcome> {
  const sentry = await SentryReceiver.start();
  const proxy = await FaultProxy.start(sentry.port);
  const app = await RunningApp.start(fault.platform, sentry.dsnAt(proxy.port));
  try {
    return await fallIllAndHeal(fault, { sentry, proxy, app });
  } finally {
    app.stop();
    await proxy.stop();
    await sentry.stop();
  }
}

interface Parts {
  readonly sentry: SentryReceiver;
  readonly proxy: FaultProxy;
  readonly app: RunningApp;
}

async function fallIllAndHeal(fault: Fault, parts: Parts): Promise<Outcome> {
  const { sentry, app } = parts;
  await app.fail(500, 'warm');
  await eventually(() => expect(sentry.events).toHaveLength(500), 10_000);
  const before = await app.bytes();

  turn(parts, fault);
  const statuses = await app.fail(ERRORS, 'ill');
  const growth = (await app.bytes()) - before;
  const healedAt = performance.now();
  turn(parts, { mode: 'pass', status: 200 });
  const later = await untilOneArrives(parts);
  const resumedMs = performance.now() - healedAt;
  const sum = await app.sum();

  // What came too late to be answered is sent again; Sentry knows it by its id.
  const taken = new Set(sentry.events.map(({ event_id: id }) => id)).size;
  return { statuses, growth, resumedMs, taken, ...sum, errors: 500 + ERRORS + later };
}

/** Makes Sentry ill, or well again. */
function turn(
  { sentry, proxy }: Parts,
  { mode = 'pass', status = 200 }: Pick<Fault, 'mode' | 'status'>,
): void {
  proxy.mode = mode;
  sentry.status = status;
  sentry.headers = status === 429 ? { 'retry-after': '2' } : {};
}

/** Fails now and then until an error is delivered again. @returns how often */
async function untilOneArrives({ sentry, app }: Parts): Promise<number> {
  const known = sentry.events.length;
  let times = 0;
  await eventually(async () => {
    times += 1;
    await app.fail(1, `later ${times}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sentry.events.length).toBeGreaterThan(known);
  }, HEALED_WITHIN_MS + 1000);
  return times;
}

/** The app, in a process of its own. */
class RunningApp {
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

  /** Fails so many times, each time in a way of its own. */
  fail(times: number, kind: string): Promise<Answers> {
    const urls = Array.from(
      { length: times },
      (_, i) => `GET /fail/${kind.replace(' ', '-')}-${i}`,
    );
    return flood(this.base, urls, { connections: AT_ONCE, depth: 1 });
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
      const [waiting, delivered, drops] = await Promise.all([
        this.valueOf('observability_error_events_waiting'),
        this.valueOf('observability_error_events_delivered_total'),
        scrape(this.base, 'observability_dropped_total'),
      ]);
      if (waiting > 0) throw new Error(`${waiting} events wait`);
      const ofErrors = drops.filter(({ labels }) => labels['part']?.startsWith('errors'));
      return { delivered, lost: ofErrors.reduce((sum, { value }) => sum + value, 0) };
    }, 30_000);
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
