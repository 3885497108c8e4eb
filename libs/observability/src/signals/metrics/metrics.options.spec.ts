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
  ])('refuse %s: %p', (option, value, message) => {
    expect(said({ [option]: value })).toEqual([`metrics.${option}: ${message}`]);
  });

  it('say in which business route a mistake is', () => {
    expect(said({ businessRoutes: [{ event: 'a' }, { event: 'b', status: 1 }] })).toEqual([
      expect.stringMatching(/^metrics\.businessRoutes\[1\]\.status: is the number 1; /),
    ]);
  });
});
