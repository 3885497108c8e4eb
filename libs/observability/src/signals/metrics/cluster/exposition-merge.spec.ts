import { mergeExpositions } from './exposition-merge';
import type { PeerExposition } from './peer-protocol';

const RULES = { lag_seconds: 'max', start_seconds: 'min', share_ratio: 'average', info: 'first' };

async function merged(...pages: readonly string[]): Promise<string> {
  const all: PeerExposition[] = pages.map((exposition) => ({ exposition, rules: RULES }));
  return (await mergeExpositions(all)).toString();
}

function gauge(name: string, value: number | string): string {
  return `# HELP ${name} A gauge.\n# TYPE ${name} gauge\n${name} ${value}\n`;
}

const work = (first: number, all: number): string =>
  '# HELP work_seconds Work.\n# TYPE work_seconds histogram\n' +
  `work_seconds_bucket{kind="a",le="0.1"} ${first}\nwork_seconds_bucket{kind="a",le="+Inf"} ${all}\n` +
  `work_seconds_sum{kind="a"} ${all / 2}\nwork_seconds_count{kind="a"} ${all}\n`;

const traced = (value: number, trace: string, at: number): string =>
  '# HELP a A.\n# TYPE a histogram\n' +
  `a_bucket{le="+Inf"} ${value} # {trace_id="${trace}"} 0.5 ${at}.000\n# EOF\n`;

const summary = (count: number): string =>
  `# HELP s S.\n# TYPE s summary\ns{quantile="0.5"} 3\ns_sum 6\ns_count ${count}\n`;

describe('pages of several processes', () => {
  it('become one with the sums of counters and histograms', async () => {
    expect(await merged(work(1, 3), work(2, 7))).toBe(work(3, 10));
  });

  it.each([
    ['work_in_flight', [2, 3], 5],
    ['lag_seconds', [0.2, 0.7], 0.7],
    ['start_seconds', [100, 90], 90],
    ['share_ratio', [0.25, 0.75], 0.5],
    ['info', [1, 1], 1],
  ])('join the gauge %s by its rule', async (name, [one = 0, other = 0], joint) => {
    expect(await merged(gauge(name, one), gauge(name, other))).toBe(gauge(name, joint));
  });

  it('keep series that only one of them has, and metrics as well', async () => {
    const one = '# HELP a A.\n# TYPE a counter\na{x="1"} 1\n';
    const other = `# HELP a A.\n# TYPE a counter\na{x="2"} 2\n${gauge('b', 3)}`;

    expect(await merged(one, other)).toBe(
      `# HELP a A.\n# TYPE a counter\na{x="1"} 1\na{x="2"} 2\n${gauge('b', 3)}`,
    );
  });

  it.each(['a{x="} 1 # {"} ', 'a{x="\\"",y="\\\\"} ', 'a '])(
    'understand every label: %s',
    async (head) => {
      const exposition = (value: number): string =>
        `# HELP a A.\n# TYPE a counter\n${head}${value}\n`;

      expect(await merged(exposition(1), exposition(2))).toBe(exposition(3));
    },
  );

  it('keep the newest exemplar', async () => {
    expect(await merged(traced(1, 'new', 200), traced(1, 'old', 100))).toBe(traced(2, 'new', 200));
    expect(await merged(traced(1, 'old', 100), traced(1, 'new', 200))).toBe(traced(2, 'new', 200));
  });

  it('leave out the quantiles of summaries, which nobody can add up', async () => {
    expect(await merged(summary(2), summary(3))).toBe(
      '# HELP s S.\n# TYPE s summary\ns_sum 12\ns_count 5\n',
    );
  });

  it('keep infinite values and what is no number', async () => {
    expect(await merged(gauge('lag_seconds', '+Inf'), gauge('lag_seconds', 1))).toBe(
      gauge('lag_seconds', '+Inf'),
    );
    expect(await merged(gauge('a', 'NaN'), gauge('a', 1))).toBe(gauge('a', 'NaN'));
  });
});
