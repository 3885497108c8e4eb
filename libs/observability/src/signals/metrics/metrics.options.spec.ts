import { Problems } from '../../core';
import { METRICS_RULES } from './metrics.options';

/** What the rules say of the options. */
function said(options: object): string[] {
  const problems = new Problems();
  METRICS_RULES(options, 'metrics', problems);
  return problems.found.map(({ path, message }) => `${path}: ${message}`);
}

describe('the options of metrics', () => {
  it('take ascending bounds', () => {
    expect(said({ durationBuckets: [0.1, 1, 10], process: false })).toEqual([]);
  });

  it.each([
    ['empty', []],
    ['descending', [1, 0.5]],
    ['repeated', [1, 1]],
    ['zero', [0, 1]],
    ['no numbers', ['1', '2']],
  ])('refuse bounds that are %s', (_case, durationBuckets) => {
    expect(said({ durationBuckets })).toEqual([
      `metrics.durationBuckets: is a list of ${durationBuckets.length}; ` +
        'it must be a list of seconds, each above 0 and above the one before.',
    ]);
  });

  it('take all of them together', () => {
    const options = {
      enabled: false,
      prefix: 'shop_',
      defaultLabels: { team: 'checkout', shard: 3 },
      ignore: ['/up', '/assets/*', /\.map$/],
      durationBuckets: [1],
      process: false,
      cluster: false,
      seriesLimit: 50,
      strict: true,
      guardPromClient: false,
      activeUsers: () => 1,
      businessRoutes: [{ event: 'page_view' }],
    };

    expect(said(options)).toEqual([]);
    expect(Object.keys(METRICS_RULES.keys).toSorted()).toEqual(Object.keys(options).toSorted());
  });

  it.each([
    ['enabled', 'yes', 'is a text of 3 characters; it must be true or false.'],
    ['strict', 1, 'is a number; it must be true or false.'],
    ['seriesLimit', 0, 'is the number 0; it must be a number from 1 to 1000000.'],
    ['seriesLimit', '5', 'is a text of one character; it must be a number from 1 to 1000000.'],
    ['activeUsers', 12, 'is a number; it must be a function.'],
    ['businessRoutes', {}, 'is an object; it must be a list.'],
    ['ignore', '/up', 'is a text of 3 characters; it must be a list.'],
  ])('refuse %s: %p', (option, value, message) => {
    expect(said({ [option]: value })).toEqual([`metrics.${option}: ${message}`]);
  });

  it.each(['', 'shop_', '_my_app2_'])('take the prefix %p', (prefix) => {
    expect(said({ prefix })).toEqual([]);
  });

  it.each(['shop', '2shop_', 'shop-', 'shop:', 'shop ', 'shöp_', `${'s'.repeat(64)}_`, 7])(
    'refuse the prefix %p',
    (prefix) => {
      expect(said({ prefix })).toEqual([
        expect.stringMatching(
          /^metrics\.prefix: is .*; it must be letters, digits and "_" that begin with no digit and end in "_"/,
        ),
      ]);
    },
  );

  it.each([
    ['texts and numbers', { team: 'checkout', shard: 3 }],
    ['what is not set', { team: undefined }],
    ['an address of a team', { owner: 'checkout@example.com' }],
  ])('take default labels that are %s', (_case, defaultLabels) => {
    expect(said({ defaultLabels })).toEqual([]);
  });

  it.each([
    ['a name that Prometheus refuses', { 'my-team': 'a' }, 'my-team: must be a label name'],
    ['a name of Prometheus', { __name__: 'a' }, '__name__: must be a label name'],
    ['the bound of a bucket', { le: '1' }, 'le: must be a label name'],
    ['a label of ours', { http_route: '/' }, "http_route: is a label of the library's own"],
    ['an empty value', { team: '' }, 'team: is an empty text; it must be a text of 1 to 128'],
    ['a long value', { team: 'x'.repeat(129) }, 'team: is a text of 129 characters'],
    ['an object', { team: {} }, 'team: is an object; it must be a text'],
    ['no finite number', { shard: NaN }, 'shard: is a number; it must be a text'],
    ['the name of a secret', { api_key: 'abc' }, 'api_key: looks like a secret'],
    ['the form of a secret', { team: 'Bearer abcdefghij0123456789' }, 'team: looks like a secret'],
  ])('refuse default labels with %s', (_case, defaultLabels, message) => {
    expect(said({ defaultLabels })).toEqual([
      expect.stringContaining(`metrics.defaultLabels.${message}`),
    ]);
  });

  it('refuse more default labels than ten, and what is no object', () => {
    const names = Array.from({ length: 11 }, (_, i) => [`label_${i}`, 'a']);

    expect(said({ defaultLabels: Object.fromEntries(names) as object })).toEqual([
      'metrics.defaultLabels: has 11 labels; at most 10 are allowed.',
    ]);
    expect(said({ defaultLabels: ['team'] })).toEqual([
      'metrics.defaultLabels: is a list of 1; it must be an object of label names and values.',
    ]);
  });

  it('say in which business route a mistake is', () => {
    expect(said({ businessRoutes: [{ event: 'a' }, { event: 'b', status: 1 }] })).toEqual([
      expect.stringMatching(/^metrics\.businessRoutes\[1\]\.status: is the number 1; /),
    ]);
  });
});
