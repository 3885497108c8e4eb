import { Histogram, Registry } from 'prom-client';
import type { Metric } from 'prom-client';
import { pageOf, quietGuard } from '../testing/table-pages';
import type { MetricDefinition } from '../../../core';
import { HistogramTable } from './histogram-table';
import type { ExpositionFormat } from '../exposition/exposition-writer';

const BUCKETS = [0.005, 0.1, 0.25, 1, 10];
const DEFINITION: MetricDefinition = {
  name: 'work_duration_seconds',
  type: 'histogram',
  help: 'Duration of work.',
  unit: 'seconds',
  labels: ['kind', 'outcome'],
  buckets: BUCKETS,
};

const TRACED = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) };

type Observe = (kind: string, outcome: string, value: number) => void;

/** The samples of a text page, whatever their order and that of their labels. */
function samplesOf(page: string): string[] {
  const samples = page.split('\n').filter((line) => line && !line.startsWith('#'));
  return samples
    .map((line) =>
      line.replace(
        /\{([^}]*)\}/,
        (_, labels: string) => `{${labels.split(',').toSorted().join()}}`,
      ),
    )
    .toSorted();
}

function tableOf(definition = DEFINITION): HistogramTable {
  return new HistogramTable(definition, quietGuard());
}

/** The page that we write ourselves. */
async function ourPage(
  fill: (record: Observe) => void,
  format?: ExpositionFormat,
): Promise<string> {
  const table = tableOf();
  fill((kind, outcome, value) => table.series(kind, outcome).record(value));
  return pageOf(table, format);
}

/** The page that prom-client's registry writes of our table. */
async function ourPageByThem(fill: (record: Observe) => void): Promise<string> {
  const registry = new Registry();
  const table = tableOf();
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

/** The same in OpenMetrics, each value with an exemplar. */
async function theirTracedPage(values: readonly number[]): Promise<string> {
  const registry = new Registry();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never);
  const { name, help, labels } = DEFINITION;
  const histogram = new Histogram({
    name,
    help,
    labelNames: [...labels],
    buckets: BUCKETS,
    enableExemplars: true,
    registers: [registry],
  });
  for (const value of values) {
    const exemplarLabels = { trace_id: TRACED.traceId, span_id: TRACED.spanId };
    histogram.observe({ labels: { kind: 'job', outcome: 'ok' }, value, exemplarLabels });
  }
  return registry.metrics();
}

async function boundsOf(table: HistogramTable): Promise<unknown[]> {
  table.series('job', 'ok').record(1);
  const { values } = await table.get();
  return values.flatMap(({ labels: { le } }) => (le === undefined ? [] : [le]));
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

    const theirs = samplesOf(await theirPage(fill));

    expect(samplesOf(await ourPage(fill))).toEqual(theirs);
    expect(samplesOf(await ourPageByThem(fill))).toEqual(theirs);
    expect(samplesOf(await ourPage(fill, 'openmetrics'))).toEqual(theirs);
  });

  it("keeps several series apart like prom-client's own", async () => {
    const theirs = samplesOf(await theirPage(fillThree));

    expect(samplesOf(await ourPage(fillThree))).toEqual(theirs);
    expect(samplesOf(await ourPageByThem(fillThree))).toEqual(theirs);
  });

  it("says its name, help and type like prom-client's own", async () => {
    const [ours, theirs] = await Promise.all([ourPage(fillThree), theirPage(fillThree)]);

    expect(ours.split('\n').slice(0, 2)).toEqual(theirs.split('\n').slice(0, 2));
  });

  it('has the bounds that the user wants instead of its definition', async () => {
    const table = new HistogramTable(DEFINITION, quietGuard(), [1, 2]);

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
    const series = tableOf().series('job', 'ok');

    [0.5, Number.NaN, 2].forEach((value) => series.record(value));

    expect([series.count, series.sum]).toEqual([2, 2.5]);
  });

  it('knows the number of values of a series', () => {
    const series = tableOf().series('job', 'ok');

    [0.001, 0.1, 99].forEach((value) => series.record(value));

    expect(series.count).toBe(3);
  });

  it('has the sum and count of no values before the first', async () => {
    const table = tableOf();

    table.series('job', 'ok');

    expect(samplesOf(await pageOf(table))).toContain(
      'work_duration_seconds_count{kind="job",outcome="ok"} 0',
    );
  });

  it('starts anew at 0 after a reset, and its series stay', async () => {
    const table = tableOf();
    const series = table.series('job', 'ok');
    series.recordTraced(3, TRACED);

    table.reset();
    series.record(0.2);

    const page = await pageOf(table, 'openmetrics');
    expect(page).toContain('work_duration_seconds_count{kind="job",outcome="ok"} 1\n');
    expect(page).toContain('work_duration_seconds_sum{kind="job",outcome="ok"} 0.2\n');
    expect(page).not.toContain('trace_id');
  });

  it.each([
    ['without labels', [], '{le="1"} 1'],
    ['with one', ['kind'], '{kind="job",le="1"} 1'],
  ])('writes its buckets %s', async (_case, labels, bucket) => {
    const table = new HistogramTable({ ...DEFINITION, labels, buckets: [1] }, quietGuard());

    table.series(...labels.map(() => 'job')).record(0.5);

    expect(await pageOf(table)).toContain(`work_duration_seconds_bucket${bucket}\n`);
  });
});

describe('the bounds of a histogram', () => {
  it('take in more, each once and in order', async () => {
    const table = new HistogramTable(DEFINITION, quietGuard(), [1, 10]);

    table.addBounds([5, 0.3, 1]);

    expect(await boundsOf(table)).toEqual([0.3, 1, 5, 10, '+Inf']);
  });

  it('stay as they are when something is recorded', async () => {
    const table = new HistogramTable(DEFINITION, quietGuard(), [1, 10]);
    table.series('job', 'ok').record(7);

    table.addBounds([5]);

    expect(await boundsOf(table)).toEqual([1, 10, '+Inf']);
    expect(await pageOf(table)).not.toContain('le="5"');
  });
});

describe('the exemplars of a histogram', () => {
  const NOW = 1_700_000_000_123;
  const values = [0.003, 0.5, 0.7, 99];

  beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
  afterEach(() => jest.restoreAllMocks());

  function tracedTable(): HistogramTable {
    const table = tableOf();
    values.forEach((value) => table.series('job', 'ok').recordTraced(value, TRACED));
    return table;
  }

  it("are in OpenMetrics as prom-client's own are: the newest of each bucket", async () => {
    const [ours, theirs] = [
      await pageOf(tracedTable(), 'openmetrics'),
      await theirTracedPage(values),
    ];

    expect(samplesOf(ours)).toEqual(samplesOf(theirs));
    expect(ours).toContain(
      `le="1"} 3 # {trace_id="${TRACED.traceId}",span_id="${TRACED.spanId}"} 0.7 1700000000.123\n`,
    );
  });

  it('are not in the format that does not know them', async () => {
    expect(await pageOf(tracedTable())).not.toContain('trace_id');
  });

  it('leave out a value that is not a number', async () => {
    const table = tableOf();

    table.series('job', 'ok').recordTraced(Number.NaN, TRACED);

    expect(await pageOf(table, 'openmetrics')).not.toContain('trace_id');
  });
});
