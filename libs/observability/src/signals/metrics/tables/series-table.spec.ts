import { RegistryUnderTest } from '../testing/registry-under-test';
import { pageOf, quietGuard } from '../testing/table-pages';
import { METRICS } from '../../../core';
import type { MetricDefinition } from '../../../core';
import { HistogramTable } from './histogram-table';
import { NumberTable } from './number-table';

const DEFINITION: MetricDefinition = {
  name: 'orders_total',
  type: 'counter',
  help: 'Orders.',
  unit: 'orders',
  labels: ['shop', 'user'],
};

function samplesOf(page: string): string[] {
  return page.split('\n').filter((line) => line.startsWith('orders_total'));
}

describe('label values', () => {
  it('beyond 128 characters are cut, and those that are then equal are one series', async () => {
    const table = new NumberTable({ ...DEFINITION, labels: ['user'] }, quietGuard());
    const long = 'x'.repeat(128);

    table.series(`${long}a`).add(1);
    table.series(`${long}b`).add(1);
    table.series(long).add(1);

    expect(samplesOf(await pageOf(table))).toEqual([`orders_total{user="${long}"} 3`]);
  });

  it('that would break the page are escaped', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());

    table.series('rome"} 1\nfake_total 9', '\\').add(1);

    expect(samplesOf(await pageOf(table))).toEqual([
      String.raw`orders_total{shop="rome\"} 1\nfake_total 9",user="\\"} 1`,
    ]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'may be %s like any other',
    async (value) => {
      const table = new NumberTable(DEFINITION, quietGuard());

      table.series(value, '').add(2);

      expect(samplesOf(await pageOf(table))).toEqual([`orders_total{shop="${value}"} 2`]);
      const { values } = await table.get();
      expect(values).toEqual([{ labels: { shop: value }, value: 2 }]);
    },
  );
});

describe('a metric beyond its limit of series', () => {
  const LIMIT = 100;

  it('keeps those that it has, and counts them on', async () => {
    const table = new NumberTable(DEFINITION, quietGuard(LIMIT));
    for (let i = 0; i < 500; i += 1) table.series('rome', `user ${i}`).add(1);

    table.series('rome', 'user 99').add(1);

    const samples = samplesOf(await pageOf(table));
    expect(samples).toContain('orders_total{shop="rome",user="user 99"} 2');
    expect(samples).toContain('orders_total{shop="rome",user="__other__"} 400');
    expect(samples).toHaveLength(LIMIT + 1);
  });

  it('gives way in the label that has most values, and keeps the other', async () => {
    const table = new NumberTable(DEFINITION, quietGuard(LIMIT));
    const shops = ['rome', 'oslo', 'bonn'];

    for (let i = 0; i < 300; i += 1) table.series(shops[i % 3]!, `user ${i}`).add(1);

    const others = samplesOf(await pageOf(table)).filter((line) => line.includes('__other__'));
    expect(others.toSorted()).toEqual([
      'orders_total{shop="bonn",user="__other__"} 67',
      'orders_total{shop="oslo",user="__other__"} 67',
      'orders_total{shop="rome",user="__other__"} 66',
    ]);
  });

  it('gives way in all labels when one is not enough', async () => {
    const table = new NumberTable(DEFINITION, quietGuard(LIMIT));

    for (let i = 0; i < 1000; i += 1) table.series(`shop ${i}`, `user ${i}`).add(1);

    expect(table.size).toBe(LIMIT + 51);
    const last = samplesOf(await pageOf(table)).at(-1);
    expect(last).toBe('orders_total{shop="__other__",user="__other__"} 850');
  });

  it('loses no record: the sum stays right', async () => {
    const table = new NumberTable(DEFINITION, quietGuard(LIMIT));

    for (let i = 0; i < 5000; i += 1) table.series(`shop ${i % 70}`, `user ${i}`).add(1);

    const { values } = await table.get();
    expect(values.reduce((sum, { value }) => sum + value, 0)).toBe(5000);
  });

  it('bounds a histogram as well', () => {
    const table = new HistogramTable({ ...DEFINITION, buckets: [1] }, quietGuard(LIMIT));

    for (let i = 0; i < 5000; i += 1) table.series('rome', `user ${i}`).record(1);

    expect(table.size).toBe(LIMIT + 1);
    expect(table.series('rome', '__other__').count).toBe(4900);
  });

  it('holds 10,000 values of one label and leaves other metrics alone', async () => {
    const under = new RegistryUnderTest();
    const flooded = under.registry.declareNumbers(DEFINITION);
    const other = under.registry.numbers(METRICS.userRegistrations);

    for (let i = 0; i < 10_000; i += 1) flooded.series(`shop ${i % 7}`, `user ${i}`).add(1);
    ['email', 'google', 'apple'].forEach((method) => other.series(method).add(1));

    expect(flooded.size).toBeLessThanOrEqual(1051);
    expect(await under.lines('user_registrations_total')).toEqual([
      'user_registrations_total{method="email"} 1',
      'user_registrations_total{method="google"} 1',
      'user_registrations_total{method="apple"} 1',
    ]);
    expect(await under.lines('observability_label_overflow_total')).toEqual([
      'observability_label_overflow_total{metric="orders_total",label="user"} 9000',
    ]);
    expect(under.said).toHaveLength(1);
  });

  it('begins anew when its series are cleared', () => {
    const table = new NumberTable(DEFINITION, quietGuard(2));
    ['a', 'b', 'c'].forEach((user) => table.series('rome', user));

    table.clear();
    ['x', 'y'].forEach((user) => table.series('rome', user));

    expect(table.size).toBe(2);
  });
});
