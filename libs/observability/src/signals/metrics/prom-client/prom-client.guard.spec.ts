import { Counter, Gauge, Histogram, Summary } from 'prom-client';
import { callAsApp, callElsewhere } from '../testing/app-calls';
import { Warnings } from '../../../core';
import { MetricMisuseError, Misuse } from '../tables/misuse';
import { guardPromClient } from './prom-client.guard';
import { isPromClientMetric } from './prom-client-metric';
import type { PromClientMetric } from './prom-client-metric';
import { SeriesGuard } from '../tables/series.guard';

const OPTIONS = { help: 'Sales.', labelNames: ['shop'], registers: [] };
const EXEMPLARS = { enableExemplars: true } as const;

type Metric = Counter | Gauge | Histogram | Summary;

/** Metrics that are guarded, and what was heard of their misuse. */
class Guarded {
  readonly said: string[] = [];
  readonly misuse: Misuse;
  private readonly warnings = new Warnings((message) => void this.said.push(message));
  private readonly series = new SeriesGuard(10, this.warnings);

  constructor(isStrict = false) {
    this.misuse = new Misuse(this.warnings, isStrict);
  }

  guard<M extends Metric>(metric: M): M {
    guardPromClient(asPromClient(metric), this.misuse, this.series);
    return metric;
  }

  get reasons(): string[] {
    return [...this.misuse.entries()].map(({ reason, count }) => `${reason} ${count}`);
  }
}

function asPromClient(metric: unknown): PromClientMetric {
  if (!isPromClientMetric(metric)) throw new TypeError('no metric of prom-client');
  return metric;
}

async function valuesOf(metric: Metric): Promise<Record<string, number>> {
  const { values } = await metric.get();
  return Object.fromEntries(
    values.map(({ labels, value, ...rest }) => {
      const name = 'metricName' in rest ? String(rest.metricName) : '';
      return [[name, ...Object.values(labels).map(String)].join(' '), value];
    }),
  );
}

const unreadable = {
  toString: () => {
    throw new Error('no text');
  },
};

function labelsThatThrow(): Record<string, string> {
  return {
    get shop(): never {
      throw new Error('a getter that throws');
    },
  };
}

describe('a guarded metric of prom-client', () => {
  let guarded: Guarded;

  beforeEach(() => {
    guarded = new Guarded();
  });

  it('counts as before', async () => {
    const counter = guarded.guard(new Counter({ ...OPTIONS, name: 'sales_total' }));

    counter.inc({ shop: 'paris' });
    counter.inc({ shop: 'paris' }, 2);
    counter.labels('rome').inc(4);
    counter.labels({ shop: 'rome' }).inc();

    expect(await valuesOf(counter)).toEqual({ ' paris': 3, ' rome': 5 });
    expect(guarded.reasons).toEqual([]);
  });

  it('goes up and down as before', async () => {
    const gauge = guarded.guard(new Gauge({ name: 'open', help: 'Open.', registers: [] }));

    gauge.set(10);
    gauge.inc();
    gauge.inc(4);
    gauge.dec(2);
    gauge.dec();

    expect(await valuesOf(gauge)).toEqual({ '': 12 });
    expect(guarded.reasons).toEqual([]);
  });

  it('keeps its time as before', async () => {
    const gauge = guarded.guard(new Gauge({ ...OPTIONS, name: 'last_seconds' }));

    gauge.setToCurrentTime({ shop: 'paris' });
    const seconds = gauge.startTimer({ shop: 'rome' })();
    gauge.labels('oslo').setToCurrentTime();

    expect(seconds).toBeLessThan(5);
    expect(await valuesOf(gauge)).toEqual({
      ' paris': expect.closeTo(Date.now() / 1000, -1),
      ' rome': seconds,
      ' oslo': expect.closeTo(Date.now() / 1000, -1),
    });
  });

  it.each([
    ['histogram', () => new Histogram({ ...OPTIONS, name: 'spent', buckets: [1, 10] })],
    ['summary', () => new Summary({ ...OPTIONS, name: 'spent', percentiles: [0.5] })],
  ])('observes as before: a %s', async (_, make) => {
    const metric = guarded.guard<Histogram | Summary>(make());

    metric.observe({ shop: 'paris' }, 2);
    metric.labels('paris').observe(3);
    const seconds = metric.labels('paris').startTimer()();

    const values = await valuesOf(metric);
    expect(values['spent_count paris']).toBe(3);
    expect(values['spent_sum paris']).toBeCloseTo(5 + Number(seconds));
    expect(guarded.reasons).toEqual([]);
  });

  it('observes a number alone, zero included, where it has no labels', async () => {
    const histogram = guarded.guard(
      new Histogram({ name: 'spent', help: 'Spent.', registers: [], buckets: [1] }),
    );

    histogram.observe(0);
    histogram.observe(2);

    expect(await valuesOf(histogram)).toMatchObject({ spent_sum: 2, spent_count: 2 });
  });

  it('keeps its exemplars', async () => {
    const counter = guarded.guard(new Counter({ ...OPTIONS, ...EXEMPLARS, name: 'sales_total' }));
    const histogram = guarded.guard(
      new Histogram({ ...OPTIONS, ...EXEMPLARS, name: 'spent', buckets: [1] }),
    );
    const exemplarLabels = { trace_id: 'abc' };

    counter.inc({ labels: { shop: 'paris' }, value: 2, exemplarLabels } as never);
    histogram.observe({ labels: { shop: 'paris' }, value: 0.5, exemplarLabels } as never);
    histogram.startTimer({ shop: 'paris' }, exemplarLabels)({});
    histogram.labels('paris').observe(3);

    expect((await counter.get()).values[0]).toMatchObject({ value: 2, exemplar: { value: 2 } });
    expect(await valuesOf(histogram)).toMatchObject({ 'spent_count paris': 3 });
    expect(guarded.reasons).toEqual([]);
  });

  const wrongCounts: [string, string, (counter: Counter) => unknown][] = [
    ['a label that it has not', 'unknown_label', (c) => c.inc({ shoe: 'paris' } as never)],
    ['a negative amount', 'negative_value', (c) => c.inc({ shop: 'paris' }, -1)],
    ['NaN', 'bad_value', (c) => c.inc({ shop: 'paris' }, NaN)],
    ['NaN without labels', 'bad_value', (c) => c.inc(NaN)],
    ['a text', 'bad_value', (c) => c.inc({ shop: 'paris' }, 'many' as never)],
    ['an empty text', 'bad_value', (c) => c.inc({ shop: 'paris' }, '' as never)],
    ['infinitely many', 'bad_value', (c) => c.inc({ shop: 'paris' }, Infinity)],
    ['a big integer', 'bad_value', (c) => c.inc({ shop: 'paris' }, 1n as never)],
    ['a symbol as value', 'bad_value', (c) => c.inc({ shop: 'paris' }, Symbol('one') as never)],
    ['a symbol as label', 'bad_label_value', (c) => c.inc({ shop: Symbol('paris') } as never)],
    ['an object without text', 'bad_label_value', (c) => c.inc({ shop: unreadable } as never)],
    ['labels that throw', 'bad_label_value', (c) => c.inc(labelsThatThrow() as never)],
    ['too few values', 'bad_label_value', (c) => c.labels().inc()],
    ['too many values', 'bad_label_value', (c) => c.labels('paris', 'rome').inc()],
    ['a child with a label that it has not', 'unknown_label', (c) => c.labels({ shoe: 1 }).inc()],
    ['NaN to a child', 'bad_value', (c) => c.labels('paris').inc(NaN)],
  ];

  function counterOf(): Counter {
    return guarded.guard(new Counter({ ...OPTIONS, name: 'sales_total' }));
  }

  it.each(wrongCounts)('counts %s as misuse, and nothing else', async (_, reason, call) => {
    const counter = counterOf();
    counter.inc({ shop: 'paris' });

    call(counter);

    expect(guarded.reasons).toEqual([`${reason} 1`]);
    expect(await valuesOf(counter)).toEqual({ ' paris': 1 });
  });

  const wrongSets: [string, string, (gauge: Gauge) => unknown][] = [
    ['NaN that is set', 'bad_value', (g) => g.set(NaN)],
    ['NaN that is added', 'bad_value', (g) => g.inc(NaN)],
    ['NaN that is taken away', 'bad_value', (g) => g.dec(NaN)],
    ['a text that is taken away', 'bad_value', (g) => g.dec('few' as never)],
    ['a label', 'unknown_label', (g) => g.set({ shop: 'paris' }, 1)],
    ['a label with the time', 'unknown_label', (g) => g.setToCurrentTime({ shop: 'paris' })],
    ['a label of a timer', 'unknown_label', (g) => g.startTimer({ shop: 'paris' })()],
    ['a child of too many', 'bad_label_value', (g) => g.labels('paris').set(1)],
  ];

  function gaugeOf(): Gauge {
    return guarded.guard(new Gauge({ name: 'open', help: 'Open.', registers: [] }));
  }

  it.each(wrongSets)('sets no gauge to %s', async (_, reason, call) => {
    const gauge = gaugeOf();
    gauge.set(7);

    call(gauge);

    expect(guarded.reasons).toEqual([`${reason} 1`]);
    expect(await valuesOf(gauge)).toEqual({ '': 7 });
  });

  const observers: [string, () => Histogram | Summary][] = [
    ['histogram', () => new Histogram({ ...OPTIONS, name: 'spent', buckets: [1] })],
    ['summary', () => new Summary({ ...OPTIONS, name: 'spent', percentiles: [0.5] })],
  ];

  it.each(observers)('observes nothing that is wrong: a %s', async (_, make) => {
    const metric = guarded.guard<Histogram | Summary>(make());

    metric.observe({ shop: 'paris' }, NaN);
    metric.observe({ shop: 'paris' }, 'long' as never);
    metric.observe({ shoe: 'paris' } as never, 1);
    metric.observe({ shop: Symbol('paris') } as never, 1);
    metric.labels('paris').observe(NaN);
    metric.labels('paris', 'rome').observe(1);

    expect(guarded.reasons).toEqual(['bad_value 3', 'unknown_label 1', 'bad_label_value 2']);
    expect(await valuesOf(metric)).toEqual({});
  });

  it.each(observers)('gives a timer whatever the labels are: a %s', (_, make) => {
    const metric = guarded.guard<Histogram | Summary>(make());

    const seconds = [
      metric.startTimer({ shoe: 'paris' })(),
      metric.labels('paris', 'rome').startTimer()(),
      metric.startTimer({ shop: 'paris' })(labelsThatThrow()),
    ];

    for (const taken of seconds) expect(taken).toBeGreaterThanOrEqual(0);
    expect(guarded.reasons).toEqual(['unknown_label 1', 'bad_label_value 2']);
  });

  it('takes exemplars that are wrong for misuse', () => {
    const counter = guarded.guard(new Counter({ ...OPTIONS, ...EXEMPLARS, name: 'sales_total' }));

    counter.inc({ labels: { shop: 'paris' }, exemplarLabels: { a: 'x'.repeat(200) } } as never);
    counter.inc({ labels: { shop: 'paris' }, value: NaN } as never);
    counter.inc(null as never);

    expect(guarded.reasons).toEqual(['bad_label_value 1', 'bad_value 2']);
  });

  it('says no value that it was given', () => {
    const counter = counterOf();

    counter.labels('s3cret', 's3cret').inc();
    counter.inc({ shop: 'paris' }, 's3cret' as never);

    expect(guarded.said).toHaveLength(2);
    expect(guarded.said.join('\n')).not.toContain('s3cret');
  });

  it('warns once for each place', () => {
    const counter = counterOf();

    for (let i = 0; i < 3; i += 1) callAsApp(() => counter.inc({ shop: 'paris' }, -1));
    callElsewhere(() => counter.inc({ shop: 'paris' }, -1));

    const said = expect.stringMatching(
      /^The metric "sales_total" was called wrongly at .+: a counter cannot be decreased\.$/,
    );
    expect(guarded.said).toEqual([said, said]);
  });

  it('throws in strict mode, as one error that names the metric', () => {
    guarded = new Guarded(true);
    const histogram = guarded.guard(new Histogram({ ...OPTIONS, name: 'spent' }));
    const end = histogram.startTimer({ shoe: 'paris' });

    expect(() => counterOf().inc(-1)).toThrow(MetricMisuseError);
    expect(() => histogram.labels('a', 'b')).toThrow(MetricMisuseError);
    expect(() => end()).toThrow('The metric "spent" was called wrongly');
  });

  it('is guarded once, and the app that came last hears of it', () => {
    const counter = counterOf();
    const { inc } = counter;
    const later = new Guarded();

    later.guard(counter).inc(-1);

    expect(counter.inc).toBe(inc);
    expect([guarded.reasons, later.reasons]).toEqual([[], ['negative_value 1']]);
  });
});
