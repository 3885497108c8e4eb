import { RegistryUnderTest } from '../testing/registry-under-test';
import type { MetricDefinition } from '../../../core';
import { Counter, Gauge, Histogram } from './custom-metrics';
import { MetricMisuseError } from './misuse';

const DEFINITION = { help: 'Orders.', unit: '', labels: ['shop'] };
const COUNTER: MetricDefinition = { ...DEFINITION, name: 'orders_total', type: 'counter' };
const GAUGE: MetricDefinition = { ...DEFINITION, name: 'stock', type: 'gauge' };
const HISTOGRAM: MetricDefinition = {
  ...DEFINITION,
  name: 'weight_kilograms',
  type: 'histogram',
  buckets: [1, 10],
};

/** One metric of each kind, and what became of calls. */
function start(isStrict = false) {
  const under = new RegistryUnderTest({ strict: isStrict });
  const { registry, misuse } = under;
  return {
    under,
    counter: new Counter(registry.declareNumbers(COUNTER), misuse),
    gauge: new Gauge(registry.declareNumbers(GAUGE), misuse),
    histogram: new Histogram(registry.declareHistogram(HISTOGRAM), misuse),
    reasons: (): string[] => [...misuse.entries()].map(({ reason }) => reason),
  };
}

type Started = ReturnType<typeof start>;

/** What no metric can take. */
const NO_VALUES: [string, number][] = [
  ['NaN', Number.NaN],
  ['infinity', Infinity],
  ['a text', '5' as unknown as number],
  ['a symbol', Symbol('5') as unknown as number],
  ['an object', {} as unknown as number],
];

describe('a counter', () => {
  it('counts one, or the given amount', async () => {
    const { counter, under } = start();

    counter.add();
    counter.add(2.5);
    counter.add(1, { shop: 'rome' });
    counter.add(0, { shop: 'oslo' });

    expect(await under.lines('orders_total')).toEqual([
      'orders_total 3.5',
      'orders_total{shop="rome"} 1',
      'orders_total{shop="oslo"} 0',
    ]);
  });

  it('is never decreased', async () => {
    const { counter, under, reasons } = start();
    counter.add(3);

    counter.add(-2);

    expect(await under.lines('orders_total')).toEqual(['orders_total 3']);
    expect(reasons()).toEqual(['negative_value']);
  });

  it('counts a call whose labels are wrong, without them', async () => {
    const { counter, under, reasons } = start();

    counter.add(1, { shop: 'rome', colour: 'red' });
    counter.add(1, { shop: Symbol('rome') as unknown as string });

    expect(await under.lines('orders_total')).toEqual([
      'orders_total{shop="rome"} 1',
      'orders_total 1',
    ]);
    expect(reasons()).toEqual(['unknown_label', 'bad_label_value']);
  });
});

describe('a gauge', () => {
  it('is set, and goes up and down', async () => {
    const { gauge, under } = start();

    gauge.set(10);
    gauge.add(2);
    gauge.add(-5);
    gauge.set(-1, { shop: 'rome' });

    expect(await under.lines('stock')).toEqual(['stock 7', 'stock{shop="rome"} -1']);
  });
});

describe('a histogram', () => {
  it('takes values into its buckets', async () => {
    const { histogram, under } = start();

    [0.5, 1, 7, 400].forEach((value) => histogram.record(value, { shop: 'rome' }));

    expect(await under.lines('weight_kilograms_bucket')).toEqual([
      'weight_kilograms_bucket{shop="rome",le="1"} 2',
      'weight_kilograms_bucket{shop="rome",le="10"} 3',
      'weight_kilograms_bucket{shop="rome",le="+Inf"} 4',
    ]);
    expect(await under.lines('weight_kilograms_sum')).toEqual([
      'weight_kilograms_sum{shop="rome"} 408.5',
    ]);
  });
});

describe.each<[string, (metrics: Started, value: number) => void]>([
  ['counter.add', ({ counter }, value) => counter.add(value)],
  ['gauge.set', ({ gauge }, value) => gauge.set(value)],
  ['gauge.add', ({ gauge }, value) => gauge.add(value)],
  ['histogram.record', ({ histogram }, value) => histogram.record(value)],
])('%s', (_name, call) => {
  it.each(NO_VALUES)('takes no %s, counts that and throws nothing', async (_case, value) => {
    const started = start();
    const before = await started.under.lines('orders_total');

    call(started, value);

    expect(started.reasons()).toEqual(['bad_value']);
    expect(await started.under.lines('orders_total')).toEqual(before);
    expect(await started.under.lines('stock')).toEqual([]);
    expect(await started.under.lines('weight_kilograms_count')).toEqual([]);
  });

  it('throws in strict mode', () => {
    const started = start(true);

    expect(() => call(started, Number.NaN)).toThrow(MetricMisuseError);
  });
});
