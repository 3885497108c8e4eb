import { Counter, Gauge, Histogram, Summary } from 'prom-client';
import { Warnings } from '../../../core';
import { Misuse } from '../tables/misuse';
import { guardPromClient } from './prom-client.guard';
import { SeriesGuard } from '../tables/series.guard';

const OPTIONS = { help: 'Sales.', labelNames: ['shop', 'user'], registers: [] };

type Metric = Counter | Gauge | Histogram | Summary;

/** Guards metrics with a limit of series. */
class Limited {
  readonly said: string[] = [];
  readonly misuse: Misuse;
  private readonly guard: SeriesGuard;

  constructor(limit: number) {
    const warnings = new Warnings((message) => void this.said.push(message));
    this.guard = new SeriesGuard(limit, warnings);
    this.misuse = new Misuse(warnings, false);
  }

  watch<M extends Metric>(metric: M): M {
    guardPromClient(metric as never, this.misuse, this.guard);
    return metric;
  }

  counter(): Counter {
    return this.watch(new Counter({ ...OPTIONS, name: 'sales_total' }));
  }

  get overflows(): string[] {
    return [...this.guard.entries()].map(({ label, count }) => `${label} ${count}`);
  }
}

async function totals(metric: Metric): Promise<Map<unknown, number>> {
  const { values } = await metric.get();
  const found = new Map<unknown, number>();
  for (const { labels, value, ...rest } of values) {
    const isCounted = !('metricName' in rest) || String(rest.metricName).endsWith('_count');
    if (isCounted) found.set(labels['user'], value);
  }
  return found;
}

function callWithUsers(count: number, call: (user: string) => void): void {
  for (let user = 1; user <= count; user += 1) call(`user-${user}`);
}

describe('the series of a metric of prom-client', () => {
  const recordings: [string, (limited: Limited) => [Metric, (user: string) => void]][] = [
    [
      'a counter',
      (limited) => {
        const counter = limited.counter();
        return [counter, (user) => counter.inc({ shop: 'paris', user })];
      },
    ],
    [
      "a counter's children",
      (limited) => {
        const counter = limited.counter();
        return [counter, (user) => counter.labels('paris', user).inc()];
      },
    ],
    [
      'a gauge',
      (limited) => {
        const gauge = limited.watch(new Gauge({ ...OPTIONS, name: 'sales' }));
        return [gauge, (user) => gauge.set({ user, shop: 'paris' }, 1)];
      },
    ],
    [
      'a histogram',
      (limited) => {
        const histogram = limited.watch(new Histogram({ ...OPTIONS, name: 'spent' }));
        return [histogram, (user) => histogram.observe({ shop: 'paris', user }, 1)];
      },
    ],
    [
      "a histogram's children",
      (limited) => {
        const histogram = limited.watch(new Histogram({ ...OPTIONS, name: 'spent' }));
        return [histogram, (user) => histogram.labels('paris', user).observe(1)];
      },
    ],
    [
      "a summary's timers",
      (limited) => {
        const summary = limited.watch(new Summary({ ...OPTIONS, name: 'spent' }));
        return [summary, (user) => summary.startTimer({ shop: 'paris' })({ user })];
      },
    ],
    [
      'exemplars',
      (limited) => {
        const counter = limited.watch(
          new Counter({ ...OPTIONS, name: 'sales_total', enableExemplars: true }),
        );
        return [counter, (user) => counter.inc({ labels: { shop: 'paris', user } } as never)];
      },
    ],
  ];

  it.each(recordings)('are so many and no more: %s', async (_, make) => {
    const limited = new Limited(5);
    const [metric, record] = make(limited);

    callWithUsers(20, record);
    record('user-3');

    const found = await totals(metric);
    expect([...found.keys()]).toEqual([
      ...[1, 2, 3, 4, 5].map((user) => `user-${user}`),
      '__other__',
    ]);
    expect(limited.overflows).toEqual(['user 15']);
    expect([...limited.misuse.entries()]).toEqual([]);
  });

  it('beyond the limit are counted together, and lose nothing', async () => {
    const limited = new Limited(5);
    const counter = limited.counter();

    callWithUsers(20, (user) => counter.inc({ shop: 'paris', user }, 2));
    callWithUsers(20, (user) => counter.inc({ shop: 'paris', user }, 2));

    const found = await totals(counter);
    expect([...found.values()]).toEqual([4, 4, 4, 4, 4, 60]);
  });

  it('are warned of once, with the label that has too many values', () => {
    const limited = new Limited(5);
    const counter = limited.counter();

    callWithUsers(20, (user) => counter.inc({ shop: 'paris', user }));

    expect(limited.said).toEqual([
      expect.stringContaining(
        'The metric "sales_total" has more than 5 series: its label "user" has too many values.',
      ),
    ]);
  });

  it('that are known are recorded as often as one likes', () => {
    const limited = new Limited(4);
    const counter = limited.counter();

    for (let i = 0; i < 100; i += 1) {
      callWithUsers(4, (user) => counter.inc({ shop: 'paris', user }));
    }

    expect(limited.overflows).toEqual([]);
  });

  it('begin anew after a reset', async () => {
    const limited = new Limited(5);
    const counter = limited.counter();
    callWithUsers(20, (user) => counter.inc({ shop: 'paris', user }));

    counter.reset();
    counter.inc({ shop: 'paris', user: 'user-77' });

    expect([...(await totals(counter)).keys()]).toEqual(['user-77']);
  });

  it('have room again when some were removed', async () => {
    const limited = new Limited(5);
    const counter = limited.counter();
    callWithUsers(20, (user) => counter.inc({ shop: 'paris', user }));

    counter.remove('paris', 'user-1');
    callWithUsers(6, (user) => counter.inc({ shop: 'paris', user: `new-${user}` }));

    const users = [...(await totals(counter)).keys()].map(String);
    expect(users.filter((user) => user.startsWith('new-'))).toHaveLength(1);
  });

  it('that the metric had before it was guarded stay', async () => {
    const counter = new Counter({ ...OPTIONS, name: 'sales_total' });
    callWithUsers(8, (user) => counter.inc({ shop: 'paris', user }));

    new Limited(5).watch(counter);
    callWithUsers(9, (user) => counter.inc({ shop: 'paris', user }));

    const found = await totals(counter);
    expect([found.get('user-8'), found.get('user-9'), found.get('__other__')]).toEqual([
      2,
      undefined,
      1,
    ]);
  });

  it('are not what a wrong label is beyond the limit: that is misuse', () => {
    const limited = new Limited(2);
    const counter = limited.counter();
    callWithUsers(2, (user) => counter.inc({ shop: 'paris', user }));

    counter.inc({ shoe: 'red' } as never);
    counter.inc({ user: Symbol('me') } as never);

    const reasons = [...limited.misuse.entries()].map(({ reason }) => reason);
    expect([reasons, limited.overflows]).toEqual([['unknown_label', 'bad_label_value'], []]);
  });

  it('without labels are one, whatever the limit is', async () => {
    const limited = new Limited(1);
    const counter = limited.watch(
      new Counter({ name: 'sales_total', help: 'Sales.', registers: [] }),
    );

    for (let i = 0; i < 10; i += 1) counter.inc();

    expect((await counter.get()).values).toEqual([{ labels: {}, value: 10 }]);
    expect(limited.overflows).toEqual([]);
  });
});
