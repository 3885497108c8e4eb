import { Controller, Get, Module } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createCache } from 'cache-manager';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { Counter as PromCounter, register } from 'prom-client';
import { Counted, MetricsService, ObservabilityModule, Timed } from 'nestjs-observability';
import { createClient } from 'redis';
import { parseMetrics } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

@Controller('cups')
class CupsController {
  constructor(private readonly metrics: MetricsService) {}

  @Get()
  @Timed('pour_seconds')
  @Counted('pours_total')
  pour(): string {
    this.metrics.counter({ name: 'cups_total', help: 'Cups.' }).add();
    this.metrics.track('sale', 2, { unit: 'EUR' });
    this.metrics.trackRegistration('email');
    return 'poured';
  }
}

const CACHES = [
  new Redis({ lazyConnect: true, port: 9, retryStrategy: () => null }).on('error', () => undefined),
  Object.getPrototypeOf(createClient({ url: 'redis://127.0.0.1:9' })) as object,
  createCache(),
];
/** The caches' methods as they are before an app starts. */
const METHODS = CACHES.map(methodsOf);

@Module({
  imports: [
    ObservabilityModule.forRoot({
      logs: { level: 'silent' },
      endpoints: { access: 'open' },
      metrics: {
        enabled: false,
        activeUsers: () => 3,
        ignore: ['/cups/secret'],
        businessRoutes: [
          { event: 'poured', route: '/cups', status: 200 },
          { event: 'lost', route: /^\/(?:cups\/secret|nowhere)/ },
        ],
      },
    }),
  ],
  controllers: [CupsController],
  providers: [
    { provide: 'POOL', useFactory: () => new Pool({ host: '127.0.0.1', port: 9 }) },
    ...CACHES.map((cache, i) => ({ provide: `CACHE${i}`, useValue: cache })),
  ],
})
class CupsModule {}

describe.each(platforms)('metrics that are switched off on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    app = await NestFactory.create(CupsModule, adapter(), { logger: false });
    base = await listen(app);
  });

  afterAll(async () => {
    await app.close();
    register.clear();
  });

  it("leave the app's own on the page, and nothing else", async () => {
    const plates = new PromCounter({ name: 'plates_total', help: 'Plates.', labelNames: ['kind'] });
    expect(await (await fetch(`${base}/cups`)).text()).toBe('poured');
    for (let i = 0; i < 3; i += 1) plates.inc({ kind: `kind ${i}` });
    await fetch(`${base}/health`);
    await fetch(`${base}/nowhere`);
    await fetch(`${base}/cups/secret`);

    const page = await (await fetch(`${base}/metrics`)).text();

    expect([...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name).toSorted()).toEqual([
      'active_users',
      'business_event_value_total',
      'business_events_total',
      'cups_total',
      'plates_total',
      'pour_seconds',
      'pours_total',
      'user_registrations_total',
    ]);
    const samples = parseMetrics(page);
    const events = samples.filter(({ name }) => name === 'business_events_total');
    const counts = Object.fromEntries(events.map(({ labels, value }) => [labels['event'], value]));
    expect(counts).toEqual({ lost: 1, poured: 1, sale: 1 });
    const values = samples.filter(({ name }) => !/_bucket|_sum|plates/.test(name));
    expect(Object.fromEntries(values.map(({ name, value }) => [name, value]))).toEqual({
      active_users: 3,
      business_event_value_total: 2,
      business_events_total: 1,
      cups_total: 1,
      pour_seconds_count: 1,
      pours_total: 1,
      user_registrations_total: 1,
    });
  });

  it('leave the clients of caches as they are', () => {
    expect(CACHES.map(methodsOf)).toEqual(METHODS);
  });
});

/** Its own and those of its class. */
function methodsOf(client: object): Record<string, unknown> {
  const names = ['sendCommand', 'multi', 'MULTI', 'get', 'set', 'wrap'] as const;
  return Object.fromEntries(names.map((name) => [name, (client as Record<string, unknown>)[name]]));
}
