import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplication } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthService, ObservabilityModule } from 'nestjs-observability';
import type { Finding, HealthIndicator, HealthStatus } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

/** Answers at once, or never: then it heeds no signal either. */
class Moody implements HealthIndicator {
  asked = 0;
  mood: HealthStatus | 'silent' = 'healthy';

  constructor(
    readonly name: string,
    readonly critical: boolean,
  ) {}

  check(): Promise<Finding> {
    this.asked += 1;
    const { mood } = this;
    return mood === 'silent'
      ? new Promise(() => undefined)
      : Promise.resolve({ status: mood, message: mood });
  }
}

@Module({})
class App {}

describe.each(platforms)('the health of an app on $platform', ({ adapter }) => {
  const logs = new LogRecorder();
  const database = new Moody('database', true);
  const cache = new Moody('cache', false);
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const health = { indicators: [database, cache] };
    const options = { health, logs: { destination: logs } };
    const module = { module: App, imports: [ObservabilityModule.forRoot(options)] };
    app = await NestFactory.create(module, adapter(), { logger: false });
    base = await listen(app);
    await app.get(HealthService).report();
  });

  afterAll(() => app.close());

  const codeOf = async (path: string): Promise<number> => (await fetch(base + path)).status;

  /** The changes of a check that the log tells of. */
  const changesOf = (name: string): string[] =>
    logs
      .of('health')
      .map(({ message }) => message)
      .filter((message) => message.startsWith(`health check ${name} is`));

  it('changes no more often than a dependency that flaps every 300 ms', async () => {
    let flaps = 0;
    const flapping = setInterval(() => {
      flaps += 1;
      cache.mood = flaps % 2 === 0 ? 'healthy' : 'unhealthy';
    }, 300);

    // By their number and not for a time: a busy machine flaps later.
    const hasFlapped = (): boolean => flaps >= 8;
    while (!hasFlapped()) {
      await codeOf('/health');
      await sleep(50);
    }
    clearInterval(flapping);
    cache.mood = 'healthy';

    expect(changesOf('cache').length).toBeLessThanOrEqual(flaps);
  });

  it('changes once for one real change, within two seconds, though nobody asks twice', async () => {
    await eventually(async () => {
      const { status } = await app.get(HealthService).check('cache');
      expect(status).toBe('healthy');
    });
    await sleep(600);
    logs.clear();
    cache.mood = 'degraded';

    await codeOf('/health');
    await eventually(() => expect(changesOf('cache')).toHaveLength(1), 2000);
    await sleep(1000);

    expect(changesOf('cache')).toEqual(['health check cache is degraded: degraded']);
    cache.mood = 'healthy';
  });

  it('answers 100 probes at once in three seconds while a check is silent, and asks it once', async () => {
    await sleep(600);
    database.mood = 'silent';
    const askedBefore = database.asked;

    const storm = timed(async () => {
      const codes = await Promise.all(Array.from({ length: 100 }, () => codeOf('/health')));
      return Math.min(...codes);
    });
    const live = await timed(() => codeOf('/livez'));
    const { code, tookMs } = await storm;

    expect([live.code, code]).toEqual([200, 503]);
    expect(live.tookMs).toBeLessThan(1000);
    expect(tookMs).toBeLessThan(3000);
    expect(database.asked - askedBefore).toBe(1);
  });

  it('answers the next ones while the check is silent still, and asks no third time', async () => {
    const asked: number[] = [];
    for (let i = 0; i < 2; i += 1) {
      const { tookMs, code } = await timed(() => codeOf('/health'));
      expect(code).toBe(503);
      expect(tookMs).toBeLessThan(2500);
      asked.push(database.asked);
    }

    expect(Math.max(...asked) - Math.min(...asked)).toBeLessThanOrEqual(1);
    expect(await codeOf('/readyz')).toBe(200);
    expect(await codeOf('/livez')).toBe(200);
  });
});

async function timed(work: () => Promise<number>): Promise<{ code: number; tookMs: number }> {
  const startedAt = performance.now();
  const code = await work();
  return { code, tookMs: performance.now() - startedAt };
}
