import { pageOf, quietGuard } from '../testing/table-pages';
import type { MetricDefinition } from '../../../core';
import { NumberTable } from './number-table';

const DEFINITION: MetricDefinition = {
  name: 'orders_total',
  type: 'counter',
  help: 'Orders.',
  unit: 'records',
  labels: ['shop', 'reason'],
};

async function lines(table: NumberTable, format?: 'openmetrics'): Promise<string[]> {
  return (await pageOf(table, format)).split('\n');
}

describe('NumberTable', () => {
  it('adds up the amounts of each series', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());

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
    const table = new NumberTable(DEFINITION, quietGuard());

    const series = table.series('paris', 'gift');

    expect(table.series('paris', 'gift')).toBe(series);
  });

  it('keeps label values apart that would read the same when joined', () => {
    const table = new NumberTable(DEFINITION, quietGuard());

    const series = table.series('a', 'bc');

    expect(table.series('ab', 'c')).not.toBe(series);
  });

  it('leaves out a label whose value is empty', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());

    table.series('paris', '').add(1);

    const { values } = await table.get();
    expect(values).toEqual([{ labels: { shop: 'paris' }, value: 1 }]);
  });

  it('asks for fresh numbers before each read', async () => {
    let kept = 0;
    const table: NumberTable = new NumberTable(DEFINITION, quietGuard(), () => {
      table.series('paris', 'gift').value = kept;
    });

    kept = 7;
    const { values } = await table.get();

    expect(values.map(({ value }) => value)).toEqual([7]);
  });

  it('starts anew at 0 after a reset, and its series stay', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());
    table.series('paris', 'gift').add(1);

    table.reset();

    const { values } = await table.get();
    expect(values.map(({ value }) => value)).toEqual([0]);
  });
});

describe('the page of a NumberTable', () => {
  it('has a line for each series, under a head', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());
    table.series('paris', '').add(2);
    table.series('rome', 'gift').add(0.5);

    expect(await lines(table)).toEqual([
      '# HELP orders_total Orders.',
      '# TYPE orders_total counter',
      'orders_total{shop="paris"} 2',
      'orders_total{shop="rome",reason="gift"} 0.5',
      '',
    ]);
  });

  it('has no braces where there is no label', async () => {
    const table = new NumberTable({ ...DEFINITION, labels: [] }, quietGuard());

    table.series().add(4);

    expect(await lines(table)).toContain('orders_total 4');
  });

  it('has a head also before the first value', async () => {
    const table = new NumberTable(DEFINITION, quietGuard());

    expect(await lines(table)).toContain('# TYPE orders_total counter');
  });

  it('asks for fresh numbers', async () => {
    const table: NumberTable = new NumberTable(DEFINITION, quietGuard(), () => {
      table.series('paris', '').value += 1;
    });

    await lines(table);

    expect(await lines(table)).toContain('orders_total{shop="paris"} 2');
  });

  it.each([
    ['orders_total', 'orders'],
    ['orders', 'orders'],
  ])('calls the counter %s as OpenMetrics wants it', async (name, family) => {
    const table = new NumberTable({ ...DEFINITION, name }, quietGuard());
    table.series('paris', '').add(1);

    expect(await lines(table, 'openmetrics')).toEqual([
      `# HELP ${family} Orders.`,
      `# TYPE ${family} counter`,
      `${family}_total{shop="paris"} 1`,
      '# EOF',
      '',
    ]);
  });

  it('leaves the name of a gauge alone', async () => {
    const table = new NumberTable(
      { ...DEFINITION, name: 'orders', type: 'gauge', labels: [] },
      quietGuard(),
    );
    table.series().value = 3;

    expect(await lines(table, 'openmetrics')).toContain('orders 3');
  });
});
