import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { HealthHistory, HealthReporter, HealthService } from 'nestjs-observability';
import type { HealthOverview } from 'nestjs-observability';
import { FakeHealthApp, BEARER } from '../support/fake-health-app';
import { eventually } from '../support/eventually';
import { listen, platforms } from '../support/platforms';

describe.each(platforms)('the health of an app on $platform', ({ adapter }) => {
  const fake = new FakeHealthApp();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    const options = { health: { report: { everyMs: 1000 } } };
    app = await NestFactory.create(fake.module(options), adapter(), { logger: false });
    base = await listen(app);
  });

  afterAll(() => app.close());

  beforeEach(async () => {
    fake.heal();
    await app.get(HealthService).report();
    fake.logs.clear();
  });

  const probe = async (): Promise<void> => void (await fetch(`${base}/health`)).status;

  async function samples(name: string): Promise<string[]> {
    const page = await (await fetch(`${base}/metrics`, { headers: BEARER })).text();
    return page.split('\n').filter((line) => line.startsWith(name));
  }

  const changes = (): string[] =>
    fake.logs
      .of('health')
      .filter(({ message }) => message.startsWith('health check'))
      .map(({ level, message }) => `${level}: ${message}`);

  it('is metrics: the status of each check, its changes, its time, and readiness', async () => {
    fake.database.finds('unhealthy', 'refused');
    await probe();

    expect(await samples('health_status{check="database"')).toEqual([
      'health_status{check="database",status="healthy"} 0',
      'health_status{check="database",status="degraded"} 0',
      'health_status{check="database",status="unhealthy"} 1',
    ]);
    expect(await samples('health_status_changes_total{check="database"')).toEqual([
      expect.stringMatching(/to="unhealthy"\} 1$/),
    ]);
    expect(await samples('health_check_duration_seconds_count{check="cache"}')).toHaveLength(1);
    expect(await samples('app_ready')).toEqual(['app_ready 1']);

    fake.disk.finds('unhealthy', 'full');
    await probe();
    expect(await samples('app_ready')).toEqual(['app_ready 0']);
  });

  it('is asked by a scrape where nobody else asks', async () => {
    await samples('health_status');
    fake.cache.finds('degraded', 'slow');
    const before = fake.cache.checkCount;

    await eventually(async () =>
      expect(await samples('health_status{check="cache",status="degraded"')).toEqual([
        'health_status{check="cache",status="degraded"} 1',
      ]),
    );
    expect(fake.cache.checkCount).toBeGreaterThan(before);
  });

  it('is one line in the log for each change, however often it is asked', async () => {
    fake.database.finds('unhealthy', 'refused by mysql://root:hunter2@db');
    await Promise.all(Array.from({ length: 20 }, probe));
    await probe();
    fake.database.finds('degraded', 'slow');
    await probe();
    fake.database.finds('healthy', 'fine');
    await probe();

    expect(changes()).toEqual([
      'warn: health check database is unhealthy: refused by mysql://[Redacted]@db',
      'info: health check database is degraded: slow',
      'info: health check database is healthy: fine',
    ]);
  });

  it('is remembered for the app to read, without secrets', async () => {
    fake.cache.finds('unhealthy', 'refused by redis://:hunter2@cache');
    await probe();

    expect(app.get(HealthHistory).of('cache')).toMatchObject({
      status: 'unhealthy',
      lastFailure: { message: 'refused by redis://[Redacted]@cache' },
    });
  });

  it('is reported in the log and to whoever listens, at its pace', async () => {
    fake.cache.finds('unhealthy', 'gone');
    const told: HealthOverview[] = [];
    const stop = app.get(HealthReporter).listen({ reported: (one) => void told.push(one) });

    await eventually(() => expect(told.length).toBeGreaterThan(0));
    stop();

    expect(told[0]).toMatchObject({ status: 'degraded', notHealthy: ['cache'] });
    expect(
      fake.logs
        .of('health')
        .filter(({ message }) => message.startsWith('health is degraded, 2 of 3 checks healthy')),
    ).not.toHaveLength(0);
  });
});
