import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import {
  InjectMetric,
  makeCounterProvider,
  makeGaugeProvider,
  makeHistogramProvider,
} from '@willsoto/nestjs-prometheus';
import { Counter, Gauge, Histogram, register, Registry } from 'prom-client';
import type { Metric } from 'prom-client';
import { MetricMisuseError, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

const MISUSE = 'observability_metric_misuse_total';
const OVERFLOW = 'observability_label_overflow_total';

/** What a developer gets wrong, in one way each; TypeScript would refuse some, JavaScript does not. */
const MISTAKES: Readonly<Record<string, (till: Till) => unknown>> = {
  'unknown-label': ({ coins }) => coins.inc({ shoe: 'red' } as never),
  negative: ({ coins }) => coins.inc({ shop: 'paris' }, -1),
  'not-a-number': ({ coins }) => coins.inc({ shop: 'paris' }, NaN),
  text: ({ coins }) => coins.inc({ shop: 'paris' }, 'many' as never),
  'empty-text': ({ coins }) => coins.inc({ shop: 'paris' }, '' as never),
  symbol: ({ coins }) => coins.inc({ shop: Symbol('paris') } as never),
  'no-text': ({ coins }) => coins.inc({ shop: { toString: refuse } } as never),
  'too-many-values': ({ coins }) => coins.labels('paris', 'rome').inc(),
  'not-a-number-to-a-child': ({ coins }) => coins.labels('paris').inc(NaN),
  'gauge-without-number': ({ open }) => open.set(NaN),
  'made-late': () => lateCounter().inc({ shoe: 'red' } as never),
  'made-late-with-exemplars': () => lateExemplars().inc({ labels: { shop: 'a' }, value: NaN }),
  'made-late-gauge': () => lateGauge().set(NaN),
  'made-late-observed': () => lateHistogram().observe(NaN),
  'made-late-child': () => lateCounter().labels('paris', 'rome').inc(),
  'timer-with-unknown-label': ({ spent }) => spent.startTimer({ shoe: 'red' })(),
};

const LATE = { help: 'Late.', labelNames: ['shop'] };

/** Metrics are also made while the app runs, and used at once. */
function madeOnce<M extends Metric>(name: string, make: (name: string) => M): M {
  return (register.getSingleMetric(name) as M | undefined) ?? make(name);
}

function lateCounter(): Counter {
  return madeOnce('late_total', (name) => new Counter({ ...LATE, name }));
}

function lateExemplars(): Counter {
  register.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  try {
    return madeOnce(
      'late_traced_total',
      (name) => new Counter({ ...LATE, name, enableExemplars: true }),
    );
  } finally {
    register.setContentType(Registry.PROMETHEUS_CONTENT_TYPE);
  }
}

function lateGauge(): Gauge {
  return madeOnce('late', (name) => new Gauge({ ...LATE, name }));
}

function lateHistogram(): Histogram {
  return madeOnce('late_seconds', (name) => new Histogram({ ...LATE, name }));
}

function refuse(): never {
  throw new Error('no text');
}

@Injectable()
class Till {
  constructor(
    @InjectMetric('coins_total') readonly coins: Counter,
    @InjectMetric('open_tills') readonly open: Gauge,
    @InjectMetric('spent_seconds') readonly spent: Histogram,
  ) {}
}

@Controller('till')
class TillController {
  constructor(private readonly till: Till) {}

  @Get('mistakes/:mistake')
  make(@Param('mistake') mistake: string): string {
    MISTAKES[mistake]?.(this.till);
    return 'paid';
  }

  @Get('coins/:shop')
  take(@Param('shop') shop: string): string {
    this.till.coins.inc({ shop });
    return 'paid';
  }
}

@Module({})
class TillModule {
  static with(options: ObservabilityOptions): DynamicModule {
    return {
      module: TillModule,
      imports: [ObservabilityModule.forRoot(options)],
      controllers: [TillController],
      providers: [
        Till,
        makeCounterProvider({ name: 'coins_total', help: 'Coins.', labelNames: ['shop'] }),
        makeGaugeProvider({ name: 'open_tills', help: 'Open tills.' }),
        makeHistogramProvider({ name: 'spent_seconds', help: 'Time.', labelNames: ['shop'] }),
      ],
    };
  }
}

async function start(
  adapter: AbstractHttpAdapter,
  logs: LogRecorder,
  metrics: ObservabilityOptions['metrics'] = {},
): Promise<{ app: INestApplication; base: string }> {
  const module = TillModule.with({ logs: { destination: logs }, metrics });
  const app = await NestFactory.create(module, adapter, { bufferLogs: true });
  return { app, base: await listen(app) };
}

describe.each(platforms)('metrics of prom-client that an app on $platform injects', (on) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    ({ app, base } = await start(on.adapter(), logs, { seriesLimit: 20 }));
  });

  afterAll(async () => {
    await app.close();
    register.clear();
  });

  beforeEach(() => logs.clear());

  async function answerTo(path: string): Promise<[number, string]> {
    const response = await fetch(`${base}/till/${path}`);
    return [response.status, await response.text()];
  }

  async function misuses(): Promise<number> {
    const samples = await scrape(base, MISUSE);
    return samples.reduce((sum, { value }) => sum + value, 0);
  }

  it.each(Object.keys(MISTAKES))(
    'change no answer when they are misused, are counted, and warn once for the place: %s',
    async (mistake) => {
      const before = await misuses();

      const answers = [];
      for (let i = 0; i < 3; i += 1) answers.push(await answerTo(`mistakes/${mistake}`));

      expect(answers).toEqual(Array.from({ length: 3 }, () => [200, 'paid']));
      expect((await misuses()) - before).toBe(3);
      expect(logs.lines.filter(({ level }) => level === 'warn')).toEqual([
        expect.objectContaining({
          message: expect.stringMatching(
            /^The metric "\w+" was called wrongly at .*\(metrics-prom-client-guard\.e2e-spec\.ts:\d+:\d+\): .*\.$/,
          ),
        }),
      ]);
    },
  );

  it('keep the numbers that are right', async () => {
    await answerTo('coins/oslo');
    await answerTo('mistakes/not-a-number');
    await answerTo('coins/oslo');

    expect(await scrape(base, 'coins_total')).toEqual([
      { name: 'coins_total', labels: { shop: 'oslo' }, value: 2 },
    ]);
  });

  it('have so many series and no more', async () => {
    for (let i = 0; i < 60; i += 1) await answerTo(`coins/shop-${i}`);

    const coins = await scrape(base, 'coins_total');
    expect(coins).toHaveLength(21);
    expect(coins.at(-1)).toMatchObject({ labels: { shop: '__other__' }, value: 41 });
    expect(await scrape(base, OVERFLOW)).toEqual([
      { name: OVERFLOW, labels: { metric: 'coins_total', label: 'shop' }, value: 41 },
    ]);
    const warnings = logs.lines.filter(({ message }) => message.includes('more than 20 series'));
    expect(warnings).toHaveLength(1);
  });
});

describe.each(platforms)('an app on $platform that wants to hear of misuse', (on) => {
  let app: INestApplication;

  afterEach(async () => {
    await app.close();
    register.clear();
  });

  it('is told by an error in strict mode', async () => {
    ({ app } = await start(on.adapter(), new LogRecorder(), { strict: true }));

    expect(() => app.get(Till).coins.inc(-1)).toThrow(MetricMisuseError);
  });

  it('is told by prom-client itself without the guard', async () => {
    ({ app } = await start(on.adapter(), new LogRecorder(), { guardPromClient: false }));

    expect(() => app.get(Till).coins.inc(-1)).toThrow('It is not possible to decrease a counter');
  });
});
