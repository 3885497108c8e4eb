import { Histogram, Registry } from 'prom-client';
import type { Metric } from 'prom-client';
import type { MetricDefinition } from '../../core';
import { HistogramTable } from './histogram.table';

const BUCKETS = [0.005, 0.1, 0.25, 1, 10];
const DEFINITION: MetricDefinition = {
  name: 'work_duration_seconds',
  type: 'histogram',
  help: 'Duration of work.',
  unit: 'seconds',
  labels: ['kind', 'outcome'],
  buckets: BUCKETS,
};

type Observe = (kind: string, outcome: string, value: number) => void;

/** The samples of a text page, whatever their order and that of their labels. */
function samplesOf(page: string): string[] {
  const samples = page.split('\n').filter((line) => line && !line.startsWith('#'));
  return samples
    .map((line) =>
      line.replace(/\{(.*)\}/, (_, labels: string) => `{${labels.split(',').toSorted().join()}}`),
    )
    .toSorted();
}

/** The page of our own table. */
async function ourPage(fill: (record: Observe) => void): Promise<string> {
  const registry = new Registry();
  const table = new HistogramTable(DEFINITION);
  registry.registerMetric(table as unknown as Metric);
  fill((kind, outcome, value) => table.series(kind, outcome).record(value));
  return registry.metrics();
}

/** The page of prom-client's own histogram. */
async function theirPage(fill: (record: Observe) => void): Promise<string> {
  const registry = new Registry();
  const { name, help, labels } = DEFINITION;
  const histogram = new Histogram({
    name,
    help,
    labelNames: [...labels],
    buckets: BUCKETS,
    registers: [registry],
  });
  fill((kind, outcome, value) => histogram.observe({ kind, outcome }, value));
  return registry.metrics();
}

/** Three values of two series, one of them hard to write. */
function fillThree(record: Observe): void {
  record('job', 'ok', 0.1);
  record('mail "x"\\\n', 'error', 3);
  record('job', 'ok', 20);
}

describe('HistogramTable', () => {
  it.each([
    ['between the bounds', [0.003, 0.05, 0.2, 0.5, 5]],
    ['exactly on a bound', BUCKETS],
    ['just above a bound', BUCKETS.map((bound) => bound + Number.EPSILON * 16)],
    ['beyond the last bound', [10.001, 500]],
    ['of zero', [0]],
    ['of many sizes', Array.from({ length: 500 }, (_, i) => (i * 7919) % 11)],
  ])("stands on the page like prom-client's own with values %s", async (_case, values) => {
    const fill = (record: Observe): void => values.forEach((value) => record('job', 'ok', value));

    const [ours, theirs] = await Promise.all([ourPage(fill), theirPage(fill)]);

    expect(samplesOf(ours)).toEqual(samplesOf(theirs));
  });

  it("keeps several series apart like prom-client's own", async () => {
    const [ours, theirs] = await Promise.all([ourPage(fillThree), theirPage(fillThree)]);

    expect(samplesOf(ours)).toEqual(samplesOf(theirs));
  });

  it("says its name, help and type like prom-client's own", async () => {
    const [ours, theirs] = await Promise.all([ourPage(fillThree), theirPage(fillThree)]);

    expect(ours.split('\n').slice(0, 2)).toEqual(theirs.split('\n').slice(0, 2));
  });

  it('has the bounds that the user wants instead of its definition', async () => {
    const table = new HistogramTable(DEFINITION, [1, 2]);

    table.series('job', 'ok').record(1.5);

    const { values } = await table.get();
    expect(values.map(({ labels, value }) => [labels['le'], value])).toEqual([
      [1, 0],
      [2, 1],
      ['+Inf', 1],
      [undefined, 1.5],
      [undefined, 1],
    ]);
  });

  it('leaves out a value that is not a number', () => {
    const series = new HistogramTable(DEFINITION).series('job', 'ok');

    [0.5, Number.NaN, 2].forEach((value) => series.record(value));

    expect([series.count, series.sum]).toEqual([2, 2.5]);
  });

  it('knows the number of values of a series', () => {
    const series = new HistogramTable(DEFINITION).series('job', 'ok');

    [0.001, 0.1, 99].forEach((value) => series.record(value));

    expect(series.count).toBe(3);
  });
});
