import type { MetricDefinition } from '../../core';
import { NumberTable } from './number.table';

const DEFINITION: MetricDefinition = {
  name: 'orders_total',
  type: 'counter',
  help: 'Orders.',
  unit: 'records',
  labels: ['shop', 'reason'],
};

describe('NumberTable', () => {
  it('adds up the amounts of each series', async () => {
    const table = new NumberTable(DEFINITION);

    table.series('paris', 'gift').add(2);
    table.series('paris', 'gift').add(3);
    table.series('rome', 'gift').add(1);

    const { values } = await table.get();
    expect(values).toEqual([
      { labels: { shop: 'paris', reason: 'gift' }, value: 5 },
      { labels: { shop: 'rome', reason: 'gift' }, value: 1 },
    ]);
  });

  it('gives the same series for the same label values', () => {
    const table = new NumberTable(DEFINITION);

    const series = table.series('paris', 'gift');

    expect(table.series('paris', 'gift')).toBe(series);
  });

  it('keeps label values apart that would read the same when joined', () => {
    const table = new NumberTable(DEFINITION);

    const series = table.series('a', 'bc');

    expect(table.series('ab', 'c')).not.toBe(series);
  });

  it('leaves out a label whose value is empty', async () => {
    const table = new NumberTable(DEFINITION);

    table.series('paris', '').add(1);

    const { values } = await table.get();
    expect(values).toEqual([{ labels: { shop: 'paris' }, value: 1 }]);
  });

  it('asks for fresh numbers before each read', async () => {
    let kept = 0;
    const table: NumberTable = new NumberTable(DEFINITION, () => {
      table.series('paris', 'gift').value = kept;
    });

    kept = 7;
    const { values } = await table.get();

    expect(values.map(({ value }) => value)).toEqual([7]);
  });

  it('starts anew at 0 after a reset, and its series stay', async () => {
    const table = new NumberTable(DEFINITION);
    table.series('paris', 'gift').add(1);

    table.reset();

    const { values } = await table.get();
    expect(values.map(({ value }) => value)).toEqual([0]);
  });
});
