import { Counter, Gauge, register as globalRegistry } from 'prom-client';
import { RegistryUnderTest } from '../testing/registry-under-test';
import { METRICS } from '../../../core';
import type { MetricDefinition } from '../../../core';

function fail(): never {
  throw new Error('the pool is gone');
}

function brokenGauge(name: string): Gauge {
  return new Gauge({ name, help: 'Broken.', collect: fail });
}

describe('MetricsRegistry', () => {
  afterEach(() => globalRegistry.clear());

  it('says which program runs', async () => {
    const page = await new RegistryUnderTest().exposition();

    expect(page).toContain('app_build_info{service="shop",version="1.2.3",environment="test"} 1\n');
  });

  it("shows the metrics of prom-client's global registry", async () => {
    new Counter({ name: 'orders_placed_total', help: 'Orders.', labelNames: ['shop'] }).inc(
      { shop: 'paris' },
      3,
    );

    const page = await new RegistryUnderTest().exposition();

    expect(page).toContain(
      '# TYPE orders_placed_total counter\norders_placed_total{shop="paris"} 3\n',
    );
  });

  it('shows a global metric that was made after the start', async () => {
    const under = new RegistryUnderTest();
    await under.exposition();
    new Counter({ name: 'late_total', help: 'Late.' }).inc();

    const page = await under.exposition();

    expect(page).toContain('late_total 1\n');
  });

  it('prefers its own metric over a global one of the same name', async () => {
    new Gauge({ name: METRICS.buildInfo.name, help: 'Another.' }).set(99);

    const page = await new RegistryUnderTest().exposition();

    expect(page.match(/# TYPE app_build_info /g)).toHaveLength(1);
    expect(page).not.toContain('app_build_info 99');
  });

  it('shows all but the global metric whose collect throws', async () => {
    brokenGauge('pool_size');
    new Counter({ name: 'orders_placed_total', help: 'Orders.' }).inc();

    const page = await new RegistryUnderTest().exposition();

    expect(page).toContain('orders_placed_total 1\n');
    expect(page).toContain('app_build_info{');
    expect(page).not.toContain('pool_size');
  });

  it('counts the global metric whose collect throws as a loss', async () => {
    brokenGauge('pool_size');
    const under = new RegistryUnderTest();

    await under.exposition();

    expect(under.dropped).toEqual([['metrics', 1]]);
    expect(under.said).toEqual([
      'The collector of "pool_size" failed: the pool is gone; its last values are exposed again.',
    ]);
  });

  it('shows the drops by part and reason', async () => {
    const under = new RegistryUnderTest();

    under.drops.count('logs');
    under.drops.count('logs');
    under.drops.count('errors', 'timeout');

    const page = await under.exposition();
    expect(page).toContain('observability_dropped_total{part="logs"} 2\n');
    expect(page).toContain('observability_dropped_total{part="errors",reason="timeout"} 1\n');
  });

  it('has nothing in common with another one in the same process', async () => {
    const [first, second] = [new RegistryUnderTest(), new RegistryUnderTest()];

    first.registry.numbers(METRICS.activeRequests).series('GET').add(1);
    second.registry.numbers(METRICS.activeRequests).series('GET').add(5);

    const name = 'http_server_active_requests{http_request_method="GET"}';
    expect(await first.exposition()).toContain(`${name} 1\n`);
    expect(await second.exposition()).toContain(`${name} 5\n`);
  });

  it('leaves the global registry as it is', () => {
    const { registry } = new RegistryUnderTest();
    registry.numbers(METRICS.activeRequests);

    expect(globalRegistry.getMetricsAsArray()).toEqual([]);
  });

  it('has a page on which every metric is described once and no line is doubled', async () => {
    new Counter({ name: 'orders_placed_total', help: 'Orders.' }).inc();

    const lines = (await new RegistryUnderTest().exposition()).split('\n').filter(Boolean);

    expect(new Set(lines).size).toBe(lines.length);
  });

  it('can be read by a registry of prom-client, which says the same', async () => {
    const { registry } = new RegistryUnderTest();
    registry.histogram(METRICS.requestBodySize).series('GET', '/', '200', '').record(70);
    registry.numbers(METRICS.activeRequests).series('GET').add(1);

    const ours = (await registry.exposition()).toString();
    const theirs = (await registry.registry.metrics()).replaceAll('\n\n', '\n');

    expect(comparable(ours)).toEqual(comparable(theirs));
  });

  it('writes OpenMetrics on request', async () => {
    const under = new RegistryUnderTest();

    const page = await under.exposition('openmetrics');

    expect(page).toContain('# TYPE observability_metric_misuse counter\n');
    expect(page.endsWith('# EOF\n')).toBe(true);
    expect(await under.exposition()).not.toContain('# EOF');
  });

  it('shows what went beyond the limit of series, by metric and label', async () => {
    const under = new RegistryUnderTest({ seriesLimit: 2 });
    const table = under.registry.numbers(METRICS.userRegistrations);

    ['email', 'google', 'apple', 'apple'].forEach((method) => table.series(method).add(1));

    const page = await under.exposition();
    expect(page).toContain('user_registrations_total{method="__other__"} 2\n');
    expect(page).toContain(
      'observability_label_overflow_total{metric="user_registrations_total",label="method"} 2\n',
    );
  });

  it('shows calls that could not be recorded, by metric and reason', async () => {
    const under = new RegistryUnderTest();

    under.misuse.report('orders_total', 'bad_value', 'a value must be a finite number');

    expect(await under.exposition()).toContain(
      'observability_metric_misuse_total{metric="orders_total",reason="bad_value"} 1\n',
    );
  });
});

describe('a MetricsRegistry with a prefix', () => {
  const under = new RegistryUnderTest({ prefix: 'shop_', seriesLimit: 1 });
  const APP: MetricDefinition = { ...METRICS.activeUsers };

  it("puts it in front of the library's own names, and of no others", async () => {
    under.registry.numbers(METRICS.activeRequests).series('GET').add(1);
    under.registry.sink.set(METRICS.poolMax, ['main'], 5);
    under.registry.declareNumbers(APP).series().add(7);

    const page = await under.exposition();

    expect(page).toContain('# TYPE shop_http_server_active_requests gauge\n');
    expect(page).toContain('shop_db_client_connection_max{');
    expect(page).toContain('\nactive_users 7\n');
    const own = [...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
    expect(own.filter((name) => !name?.startsWith('shop_'))).toEqual(['active_users']);
    expect(under.registry.nameOf(METRICS.dropped)).toBe('shop_observability_dropped_total');
  });

  it('names its metrics so wherever it names them', async () => {
    const table = under.registry.numbers(METRICS.userRegistrations);
    ['email', 'google'].forEach((method) => table.series(method).add(1));

    expect(await under.exposition()).toContain(
      'shop_observability_label_overflow_total{metric="shop_user_registrations_total",label="method"} 1\n',
    );
    expect(under.said.join()).toContain('The metric "shop_user_registrations_total" has more');
    expect(under.registry.aggregations()).toHaveProperty('shop_app_build_info', 'first');
  });
});

describe('a MetricsRegistry with default labels', () => {
  const COUNTER: MetricDefinition = {
    name: 'orders_total',
    type: 'counter',
    help: 'Orders.',
    unit: 'orders',
    labels: ['team'],
  };
  const under = new RegistryUnderTest({ defaultLabels: { team: 'checkout', shard: 3 } });

  it('adds them to every series', async () => {
    under.registry.durations(METRICS.taskDuration).series('nightly', 'ok').record(1);

    const samples = (await under.exposition()).split('\n').filter((line) => /^[a-z]/.test(line));

    expect(samples.length).toBeGreaterThan(10);
    expect(samples.filter((line) => !line.includes('team="checkout",shard="3"'))).toEqual([]);
  });

  it("leaves the app's own label of the same name as it is", async () => {
    const table = under.registry.declareNumbers(COUNTER);
    table.series('search').add(1);
    table.series('').add(2);

    expect(await under.lines('orders_total')).toEqual([
      'orders_total{team="search",shard="3"} 1',
      'orders_total{team="checkout",shard="3"} 2',
    ]);
  });

  it('has one series where the own label is empty in one and the default in another', async () => {
    const gauge = { ...COUNTER, name: 'queued_orders', type: 'gauge', labels: ['kind', 'team'] };
    const table = under.registry.declareNumbers(gauge as MetricDefinition);
    table.series('tea', '').add(1);
    table.series('tea', 'checkout').add(2);
    table.series('', 'search').add(4);
    table.remove('', 'search');

    const wanted = ['queued_orders{kind="tea",team="checkout",shard="3"} 3'];
    expect(await under.lines('queued_orders')).toEqual(wanted);
    expect((await table.get()).values).toHaveLength(1);
    table.remove('tea', '');
    expect(await under.lines('queued_orders')).toEqual([]);
  });

  it('shows them to a registry of prom-client as well', async () => {
    const ours = await under.exposition();
    const theirs = (await under.registry.registry.metrics()).replaceAll('\n\n', '\n');

    expect(comparable(ours)).toEqual(comparable(theirs));
  });
});

describe('the page of a MetricsRegistry', () => {
  it('is built once for concurrent scrapes', async () => {
    let reads = 0;
    const under = new RegistryUnderTest();
    under.registry.addCollector({ name: 'pool', metrics: [], read: () => void (reads += 1) });

    const pages = await Promise.all(Array.from({ length: 50 }, () => under.registry.exposition()));

    expect(new Set(pages).size).toBe(1);
    expect(reads).toBe(1);
  });

  it('is built again for a later scrape', async () => {
    const under = new RegistryUnderTest();
    const table = under.registry.numbers(METRICS.activeRequests);
    await under.exposition();

    table.series('GET').value = 7;

    expect(await under.lines(METRICS.activeRequests.name)).toEqual([
      'http_server_active_requests{http_request_method="GET"} 7',
    ]);
  });

  it('is built apart for each format, and both are whole', async () => {
    const under = new RegistryUnderTest();

    const [plain, open] = await Promise.all([under.exposition(), under.exposition('openmetrics')]);

    expect(plain).toContain('app_build_info{');
    expect(open).toContain('app_build_info{');
    expect(open).toContain('# EOF');
  });

  it('lets other work come between its parts, when it is long', async () => {
    const { registry } = new RegistryUnderTest({ seriesLimit: 20_000 });
    const table = registry.numbers(METRICS.userRegistrations);
    for (let i = 0; i < 20_000; i += 1) table.series(`way ${i}`).add(1);
    let turns = 0;
    const count = (): void => {
      turns += 1;
      ticking = setImmediate(count);
    };
    let ticking = setImmediate(count);

    const page = await registry.exposition();
    clearImmediate(ticking);

    expect(page.toString().match(/^user_registrations_total/gm)).toHaveLength(20_000);
    expect(turns).toBeGreaterThan(3);
  });

  it('has no line twice, though a series is set anew while it is written', async () => {
    const { registry } = new RegistryUnderTest({ seriesLimit: 20_000 });
    const table = registry.numbers(METRICS.userRegistrations);
    const fill = (): void => {
      table.clear();
      for (let i = 0; i < 5000; i += 1) table.series(`way ${i}`).add(1);
    };
    fill();

    const page = registry.exposition();
    setImmediate(fill);

    const lines = (await page).toString().match(/^user_registrations_total.*/gm) ?? [];
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines).toHaveLength(5000);
  });
});

describe('metrics that are declared', () => {
  const COUNTER: MetricDefinition = {
    name: 'orders_total',
    type: 'counter',
    help: 'Orders.',
    unit: 'orders',
    labels: ['shop'],
  };
  const HISTOGRAM: MetricDefinition = {
    name: 'weight_kilograms',
    type: 'histogram',
    help: 'Weight.',
    unit: 'kilograms',
    labels: [],
  };

  it('are the same for the same definition', () => {
    const { registry } = new RegistryUnderTest();

    expect(registry.declareNumbers({ ...COUNTER })).toBe(registry.declareNumbers(COUNTER));
    expect(registry.declareHistogram({ ...HISTOGRAM })).toBe(registry.declareHistogram(HISTOGRAM));
  });

  it.each([
    [
      'other labels',
      { ...COUNTER, labels: ['shop', 'till'] },
      'a counter with the labels [shop, till]',
    ],
    ['another type', { ...COUNTER, type: 'gauge' as const }, 'a gauge with the labels [shop]'],
  ])('cannot have %s as well', (_case, other, shape) => {
    const { registry } = new RegistryUnderTest();
    registry.declareNumbers(COUNTER);

    expect(() => registry.declareNumbers(other)).toThrow(
      'The metric "orders_total" cannot be created: it is a counter with the labels [shop] already ' +
        `and cannot be ${shape} as well.`,
    );
  });

  it('have the buckets of their own, else those of durations', async () => {
    const under = new RegistryUnderTest({ durationBuckets: [0.5, 2] });
    under.registry.declareHistogram(HISTOGRAM).series().record(1);
    const own = { ...HISTOGRAM, name: 'price_euros', buckets: [10] };
    under.registry.declareHistogram(own).series().record(1);

    expect(boundsIn(await under.lines('weight_kilograms_bucket'))).toEqual(['0.5', '2', '+Inf']);
    expect(boundsIn(await under.lines('price_euros_bucket'))).toEqual(['10', '+Inf']);
  });

  it('have a bucket at each threshold, so that an alert on it can be right', async () => {
    const under = new RegistryUnderTest({ durationBuckets: [0.5, 2] });
    const table = under.registry.durations(METRICS.requestDuration);

    under.registry.declareThresholds([0.3, 2]);
    table.series('GET', '/', '200', '').record(1);

    const lines = await under.lines('http_server_request_duration_seconds_bucket');
    expect(boundsIn(lines)).toEqual(['0.3', '0.5', '2', '+Inf']);
  });
});

function boundsIn(lines: readonly string[]): unknown[] {
  return lines.map((line) => /le="(.*)"/.exec(line)?.[1]);
}

/** The lines of a page without what has no order: which label comes first. */
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
