import { callAsApp } from './testing/app-calls';
import { RegistryUnderTest } from './testing/registry-under-test';
import { BusinessCounts } from './recorders/business-counts';
import { InvalidMetricError } from './tables/metric-definition.rules';
import { MetricsService } from './metrics-service';
import { MetricMisuseError } from './tables/misuse';

function start(isStrict = false): { metrics: MetricsService; under: RegistryUnderTest } {
  const under = new RegistryUnderTest({ strict: isStrict });
  const business = new BusinessCounts(under.registry, [], () => false, under.misuse);
  return { metrics: new MetricsService(under.registry, business, under.misuse), under };
}

function fail(): never {
  throw new Error('do not touch');
}

const throwing = new Proxy(
  {},
  { ownKeys: fail, get: fail, has: fail, getOwnPropertyDescriptor: fail },
);

describe('the metrics that an app makes', () => {
  it('are on the page, with and without labels', async () => {
    const { metrics, under } = start();
    const help = 'Help.';

    metrics.counter({ name: 'orders_total', help, labels: ['shop'] }).add(2, { shop: 'rome' });
    metrics.gauge({ name: 'stock', help }).set(7);
    metrics.histogram({ name: 'weight_kilograms', help, buckets: [1] }).record(3);

    const page = await under.exposition();
    expect(page).toContain('# TYPE orders_total counter\norders_total{shop="rome"} 2\n');
    expect(page).toContain('# TYPE stock gauge\nstock 7\n');
    expect(page).toContain(
      'weight_kilograms_bucket{le="1"} 0\nweight_kilograms_bucket{le="+Inf"} 1\n',
    );
  });

  it('are the same when they are made twice', async () => {
    const { metrics, under } = start();
    const options = { name: 'orders_total', help: 'Orders.' };

    metrics.counter(options).add();
    metrics.counter(options).add();

    expect(await under.lines('orders_total')).toEqual(['orders_total 2']);
  });

  it('cannot be of two kinds', () => {
    const { metrics } = start();
    metrics.counter({ name: 'orders_total', help: 'Orders.' });

    expect(() => metrics.gauge({ name: 'orders_total', help: 'Orders.' })).toThrow(
      InvalidMetricError,
    );
    expect(() => metrics.histogram({ name: 'orders', help: 'Orders.', labels: ['le'] })).toThrow(
      'the label "le" is reserved',
    );
  });

  it('say their unit in OpenMetrics', async () => {
    const { metrics, under } = start();

    metrics.histogram({ name: 'render_seconds', help: 'Rendering.', unit: 'seconds' }).record(1);

    expect(await under.exposition('openmetrics')).toContain('# UNIT render_seconds seconds\n');
  });

  it('warn of a wrong call with its place', () => {
    const { metrics, under } = start();
    const orders = metrics.counter({ name: 'orders_total', help: 'Orders.', labels: ['shop'] });

    callAsApp(() => orders.add(1, { shop: Symbol('rome') as unknown as string }));

    expect(under.said).toEqual([
      expect.stringMatching(
        /^The metric "orders_total" was called wrongly at \w+ \(sell\.service\.ts:\d+:\d+\): the label "shop" must be a text, a number, true or false\.$/,
      ),
    ]);
  });
});

describe('business events', () => {
  it('are counted by name; what they were worth is a metric of its own', async () => {
    const { metrics, under } = start();

    metrics.track('sale', 9.5, { unit: 'EUR' });
    metrics.track('sale', 20, { unit: 'EUR' });
    metrics.track('sale', 3, { unit: 'USD' });
    metrics.track('visit');

    expect(await under.lines('business_events_total')).toEqual([
      'business_events_total{event="sale"} 3',
      'business_events_total{event="visit"} 1',
    ]);
    expect(await under.lines('business_event_value_total')).toEqual([
      'business_event_value_total{event="sale",unit="EUR"} 29.5',
      'business_event_value_total{event="sale",unit="USD"} 3',
    ]);
  });

  it('may be worth something without a unit', async () => {
    const { metrics, under } = start();

    metrics.track('points', 5);

    expect(await under.lines('business_event_value_total')).toEqual([
      'business_event_value_total{event="points"} 5',
    ]);
  });

  it('are registrations by the way they came', async () => {
    const { metrics, under } = start();

    metrics.trackRegistration('email');
    metrics.trackRegistration('google');
    metrics.trackRegistration('email');

    expect(await under.lines('user_registrations_total')).toEqual([
      'user_registrations_total{method="email"} 2',
      'user_registrations_total{method="google"} 1',
    ]);
  });

  it.each<[string, unknown, unknown, unknown, string]>([
    ['NaN for a value', 'sale', Number.NaN, {}, 'bad_value'],
    ['a value below 0', 'sale', -1, {}, 'negative_value'],
    ['a label that there is not', 'sale', 1, { colour: 'red' }, 'unknown_label'],
    ['a symbol for a unit', 'sale', 1, { unit: Symbol('EUR') }, 'bad_label_value'],
    [
      'a unit whose getter throws',
      'sale',
      1,
      {
        get unit() {
          return fail();
        },
      },
      'bad_label_value',
    ],
    ['labels that throw', 'sale', 1, throwing, 'bad_label_value'],
    ['a text for labels', 'sale', 1, 'EUR', 'bad_label_value'],
    [
      '__proto__ for a label',
      'sale',
      1,
      JSON.parse('{"__proto__":{"polluted":1}}'),
      'unknown_label',
    ],
    ['a symbol for an event', Symbol('sale'), undefined, {}, 'bad_label_value'],
  ])('are counted, and so is their misuse: %s', async (_case, event, value, labels, reason) => {
    const { metrics, under } = start();

    metrics.track(event as string, value as number, labels as { unit: string });

    expect([...under.misuse.entries()].map((entry) => entry.reason)).toEqual([reason]);
    expect(under.said).toHaveLength(1);
    expect(await under.lines('business_events_total')).toHaveLength(1);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('throw in strict mode, with the place', () => {
    const { metrics } = start(true);
    const work = (): void => callAsApp(() => metrics.track('sale', Number.NaN));

    expect(work).toThrow(MetricMisuseError);
    expect(work).toThrow(
      /^The metric "business_event_value_total" was called wrongly at \w+ \(sell/,
    );
  });

  it('that a client may name as it likes stay within the limit', async () => {
    const { metrics, under } = start();

    for (let i = 0; i < 3000; i += 1) metrics.track(`event ${i}`);

    const lines = await under.lines('business_events_total');
    expect(lines).toHaveLength(1001);
    expect(lines.at(-1)).toBe('business_events_total{event="__other__"} 2000');
  });
});
