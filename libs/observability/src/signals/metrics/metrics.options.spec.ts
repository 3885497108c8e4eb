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
});
