import { Controller, Get, Module } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Counter as PromCounter, register } from 'prom-client';
import { MetricsService, ObservabilityModule, Timed } from 'nestjs-observability';
import type { Counter, ObservabilityOptions } from 'nestjs-observability';
import { parseMetrics } from '../support/metrics-page';
import type { Sample } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

@Controller('cups')
class CupsController {
  private readonly poured: Counter;

  constructor(metrics: MetricsService) {
    this.poured = metrics.counter({ name: 'cups_total', help: 'Cups.', labels: ['kind'] });
  }

  @Get(':kind')
  @Timed('pour_seconds')
  pour(): string {
    this.poured.add(1, { kind: 'tea' });
    return 'poured';
  }
}

@Module({})
class CupsModule {
  static with(metrics: ObservabilityOptions['metrics']): DynamicModule {
    return {
      module: CupsModule,
      imports: [
        ObservabilityModule.forRoot({
          metrics,
          logs: { level: 'silent' },
          endpoints: { access: 'open' },
        }),
      ],
      controllers: [CupsController],
    };
  }
}

const METRICS = { prefix: 'shop_', defaultLabels: { team: 'checkout', shard: 3 } };

describe.each(platforms)('names and labels of metrics on $platform', ({ adapter }) => {
  let app: INestApplication;
  let base: string;

  afterEach(async () => {
    await app.close();
    register.setDefaultLabels({});
    register.clear();
  });

  it("put the prefix before the library's own series only, and the labels on all", async () => {
    await start(adapter());
    new PromCounter({ name: 'plates_total', help: 'Plates.' }).inc();

    const samples = await samplesAfterARequest();

    const isApps = /^(?:cups_total|pour_seconds_\w+|plates_total)$/;
    const unprefixed = samples.filter(({ name }) => !name.startsWith('shop_'));
    expect(unprefixed.filter(({ name }) => !isApps.test(name))).toEqual([]);
    expect(new Set(unprefixed.map(({ name }) => name))).toEqual(
      new Set([
        'cups_total',
        'pour_seconds_bucket',
        'pour_seconds_sum',
        'pour_seconds_count',
        'plates_total',
      ]),
    );
    expect(samples.filter(({ labels }) => !isLabelled(labels))).toEqual([]);
    expect(samples).toContainEqual({
      name: 'shop_http_server_request_duration_seconds_count',
      labels: {
        http_request_method: 'GET',
        http_route: '/cups/:kind',
        http_response_status_code: '200',
        team: 'checkout',
        shard: '3',
      },
      value: 1,
    });
  });

  it.each(['before', 'after'])(
    "leave prom-client's series the labels that the app set by setDefaultLabels %s the start",
    async (when) => {
      if (when === 'before') register.setDefaultLabels({ team: 'search', region: 'eu' });
      await start(adapter());
      if (when === 'after') register.setDefaultLabels({ team: 'search', region: 'eu' });
      new PromCounter({ name: 'plates_total', help: 'Plates.' }).inc();

      const samples = await samplesAfterARequest();

      const plates = samples.filter(({ name }) => name === 'plates_total');
      expect(plates).toEqual([
        { name: 'plates_total', labels: { team: 'search', region: 'eu', shard: '3' }, value: 1 },
      ]);
      const others = samples.filter(({ name }) => name !== 'plates_total');
      expect(others.filter(({ labels }) => !isLabelled(labels) || labels['region'])).toEqual([]);
    },
  );

  async function start(on: AbstractHttpAdapter): Promise<void> {
    app = await NestFactory.create(CupsModule.with(METRICS), on, { logger: false });
    base = await listen(app);
  }

  async function samplesAfterARequest(): Promise<Sample[]> {
    expect(await (await fetch(`${base}/cups/tea`)).text()).toBe('poured');
    return parseMetrics(await (await fetch(`${base}/metrics`)).text());
  }
});

function isLabelled(labels: Sample['labels']): boolean {
  return labels['team'] === 'checkout' && labels['shard'] === '3';
}
