import {
  Counter,
  Gauge,
  Histogram,
  register as globalRegistry,
  Registry,
  Summary,
} from 'prom-client';
import type { GaugeConfiguration } from 'prom-client';
import { Drops, Warnings } from '../../../core';
import { PromClientBridge, writePromClientMetric } from './prom-client-bridge';
import { ExpositionWriter } from '../exposition/exposition-writer';
import type { ExpositionFormat } from '../exposition/exposition-writer';

class Bridge {
  readonly own = new Registry();
  readonly drops = new Drops();
  readonly said: string[] = [];
  private readonly metrics: PromClientBridge;

  constructor(defaultLabels: Record<string, string> = {}) {
    const warnings = new Warnings((message) => void this.said.push(message));
    this.metrics = new PromClientBridge(() => this.own, defaultLabels, this.drops, warnings);
  }

  async exposition(
    format: ExpositionFormat = 'prometheus',
    taken: readonly string[] = [],
  ): Promise<string> {
    const page = new ExpositionWriter(format);
    const all = await this.metrics.collect((name) => taken.includes(name));
    for (const metric of all) await writePromClientMetric(page, metric);
    return (await page.end()).toString();
  }
}

/** Lines without the order of their labels, and without blank ones. */
function comparable(page: string): string[] {
  return page
    .split('\n')
    .filter(Boolean)
    .map((line) =>
      line.replace(
        /\{([^}]*)\}/,
        (_, labels: string) => `{${labels.split(',').toSorted().join()}}`,
      ),
    );
}

function gaugeOf(configuration: GaugeConfiguration<string>): Gauge {
  return new Gauge(configuration);
}

/** One metric of each kind, with values that are hard to write. */
function fill(registry: Registry): void {
  const registers = [registry];
  const labelNames = ['shop'];
  new Counter({ name: 'orders_total', help: 'Orders\nof "all".', labelNames, registers }).inc(
    { shop: 'a "b" \\ \n c' },
    2,
  );
  new Gauge({ name: 'stock', help: 'Stock.', registers }).set(-0.5);
  gaugeOf({ name: 'empty', help: 'No values.', labelNames, registers });
  const histogram = new Histogram({
    name: 'weight',
    help: 'Weight.',
    labelNames,
    buckets: [1, 5],
    registers,
  });
  histogram.observe({ shop: 'rome' }, 3);
  histogram.observe({ shop: 'oslo' }, 99);
  const summary = new Summary({
    name: 'delay',
    help: 'Delay.',
    labelNames,
    percentiles: [0.5, 0.9],
    registers,
  });
  [1, 2, 3].forEach((value) => summary.observe({ shop: 'rome' }, value));
}

describe("prom-client's metrics", () => {
  afterEach(() => {
    globalRegistry.setDefaultLabels({});
    globalRegistry.clear();
  });

  it('have the default labels of the page, below those of their registry and their own', async () => {
    const bridge = new Bridge({ team: 'page', shop: 'page', region: 'page' });
    globalRegistry.setDefaultLabels({ region: 'registry' });
    const histogram = new Histogram({
      name: 'weight',
      help: 'Weight.',
      labelNames: ['shop'],
      buckets: [1],
    });
    histogram.observe({ shop: 'rome' }, 0.5);

    const lines = comparable(await bridge.exposition()).filter((line) => !line.startsWith('#'));

    const labels = 'region="registry",shop="rome",team="page"';
    expect(lines.toSorted()).toEqual([
      `weight_bucket{le="+Inf",${labels}} 1`,
      `weight_bucket{le="1",${labels}} 1`,
      `weight_count{${labels}} 1`,
      `weight_sum{${labels}} 0.5`,
    ]);
  });

  it('are one series where the default label makes two of them the same', async () => {
    const bridge = new Bridge({ shop: 'rome', team: 'page' });
    const labels = { help: 'H.', labelNames: ['shop'] };
    const counter = new Counter({ ...labels, name: 'sold_total' });
    const gauge = new Gauge({ ...labels, name: 'stock' });
    const histogram = new Histogram({ ...labels, name: 'weight', buckets: [1] });
    counter.inc(1);
    counter.inc({ shop: 'rome' }, 2);
    counter.inc({ shop: 'oslo' }, 4);
    gauge.set(1);
    gauge.set({ shop: 'rome' }, 2);
    histogram.observe(0.5);
    histogram.observe({ shop: 'rome' }, 3);

    const lines = (await bridge.exposition()).split('\n').filter((line) => /^[a-z]/.test(line));

    const rome = 'shop="rome",team="page"';
    expect(lines.toSorted()).toEqual([
      'sold_total{shop="oslo",team="page"} 4',
      `sold_total{${rome}} 3`,
      `stock{${rome}} 2`,
      `weight_bucket{${rome},le="+Inf"} 2`,
      `weight_bucket{${rome},le="1"} 1`,
      `weight_count{${rome}} 2`,
      `weight_sum{${rome}} 3.5`,
    ]);
  });

  it("are written as prom-client's own registry writes them", async () => {
    const bridge = new Bridge();
    fill(bridge.own);

    expect(comparable(await bridge.exposition())).toEqual(comparable(await bridge.own.metrics()));
  });

  it('are written in OpenMetrics as prom-client does it', async () => {
    const bridge = new Bridge();
    fill(bridge.own);
    const theirs = new Registry();
    theirs.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    fill(theirs);
    // It escapes quotes in a help in neither format; OpenMetrics wants it.
    const wanted = (await theirs.metrics()).replace('of "all"', String.raw`of \"all\"`);

    expect(comparable(await bridge.exposition('openmetrics'))).toEqual(comparable(wanted));
  });

  it('keep their exemplars in OpenMetrics, whatever these say', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(1_700_000_000_123);
    const bridge = new Bridge();
    bridge.own.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
    const registers = [bridge.own];
    const options = { labelNames: ['shop'], enableExemplars: true, registers };
    const histogram = new Histogram({ name: 'weight', help: 'Weight.', buckets: [1], ...options });
    const counter = new Counter({ name: 'orders_total', help: 'Orders.', ...options });
    histogram.observe({
      labels: { shop: 'a' },
      value: 3,
      exemplarLabels: { trace_id: 'abc', cart: '7' },
    });
    counter.inc({ labels: { shop: 'a' }, value: 2, exemplarLabels: { cart: '7' } });

    const page = await bridge.exposition('openmetrics');
    jest.restoreAllMocks();

    expect(page).toContain('le="+Inf",shop="a"} 1 # {trace_id="abc",cart="7"} 3 1700000000.123\n');
    expect(page).toContain('orders_total{shop="a"} 2 # {cart="7"} 2 1700000000.123\n');
    expect(await bridge.exposition()).not.toContain('cart=');
  });

  it('get _total in OpenMetrics where a counter has none', async () => {
    const bridge = new Bridge();
    new Counter({ name: 'visits', help: 'Visits.', registers: [bridge.own] }).inc(3);

    expect(await bridge.exposition('openmetrics')).toBe(
      '# HELP visits Visits.\n# TYPE visits counter\nvisits_total 3\n# EOF\n',
    );
    expect(await bridge.exposition()).toContain('\nvisits 3\n');
  });

  it('carry the default labels of their registry, and their own before these', async () => {
    const bridge = new Bridge();
    bridge.own.setDefaultLabels({ app: 'shop', zone: 'eu' });
    fill(bridge.own);
    new Gauge({
      name: 'zoned',
      help: 'Zoned.',
      labelNames: ['zone'],
      registers: [bridge.own],
    }).set({ zone: 'us' }, 1);

    const page = await bridge.exposition();

    expect(comparable(page)).toEqual(comparable(await bridge.own.metrics()));
    expect(page).toContain('zone="us"');
  });

  it("come from the app's own registry and from the default one", async () => {
    const bridge = new Bridge();
    new Gauge({ name: 'own_stock', help: 'Own.', registers: [bridge.own] }).set(1);
    new Gauge({ name: 'global_stock', help: 'Global.' }).set(2);

    const page = await bridge.exposition();

    expect(page).toContain('own_stock 1\n');
    expect(page).toContain('global_stock 2\n');
  });

  it('of one name in both registries stand there once, as the own one says', async () => {
    const bridge = new Bridge();
    new Gauge({ name: 'stock', help: 'Own.', registers: [bridge.own] }).set(1);
    new Gauge({ name: 'stock', help: 'Global.' }).set(2);

    expect(await bridge.exposition()).toBe('# HELP stock Own.\n# TYPE stock gauge\nstock 1\n');
  });

  it('give way to those of the library', async () => {
    const bridge = new Bridge();
    new Gauge({ name: 'app_build_info', help: 'Global.' }).set(2);

    expect(await bridge.exposition('prometheus', ['app_build_info'])).toBe('');
  });

  it('may be collected at scrape, synchronously or asynchronously', async () => {
    const bridge = new Bridge();
    const registers = [bridge.own];
    gaugeOf({
      name: 'at_once',
      help: 'At once.',
      registers,
      collect() {
        this.set(1);
      },
    });
    gaugeOf({
      name: 'later',
      help: 'Later.',
      registers,
      async collect() {
        await new Promise(setImmediate);
        this.set(2);
      },
    });

    const page = await bridge.exposition();

    expect(page).toContain('at_once 1\n');
    expect(page).toContain('later 2\n');
  });

  it('are named as written when there are many of them', async () => {
    const bridge = new Bridge();
    const gauge = new Gauge({
      name: 'many',
      help: 'Many.',
      labelNames: ['id'],
      registers: [bridge.own],
    });
    for (let i = 0; i < 10_000; i += 1) gauge.set({ id: String(i) }, i);

    const page = await bridge.exposition();

    expect(page.match(/^many\{id="\d+"\} \d+$/gm)).toHaveLength(10_000);
  });
});

describe("a prom-client's metric whose collect fails", () => {
  afterEach(() => globalRegistry.clear());

  it('keeps its last values, and costs the others nothing', async () => {
    const bridge = new Bridge();
    const registers = [bridge.own];
    let isBroken = false;
    gaugeOf({
      name: 'pool',
      help: 'Pool.',
      registers,
      collect() {
        if (isBroken) throw new Error('the pool is gone');
        this.set(5);
      },
    });
    new Gauge({ name: 'sound', help: 'Sound.', registers }).set(1);
    await bridge.exposition();

    isBroken = true;
    const page = await bridge.exposition();

    expect(page).toContain('pool 5\n');
    expect(page).toContain('sound 1\n');
    expect([...bridge.drops.entries()]).toEqual([['metrics', 1]]);
    expect(bridge.said).toEqual([
      'The collector of "pool" failed: the pool is gone; its last values are exposed again.',
    ]);
  });

  it('by never ending costs a second and its own values only', async () => {
    const bridge = new Bridge();
    const registers = [bridge.own];
    gaugeOf({
      name: 'hung',
      help: 'Hung.',
      registers,
      collect: () => new Promise<void>(() => undefined),
    });
    new Gauge({ name: 'sound', help: 'Sound.', registers }).set(1);
    const started = performance.now();

    const page = await bridge.exposition();

    expect(performance.now() - started).toBeLessThan(1500);
    expect(page).toContain('sound 1\n');
    expect(page).not.toContain('hung');
  });
});
