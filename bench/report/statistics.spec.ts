import { geometricMean, mean, median, percentile } from './statistics';

describe('statistics', () => {
  it.each([
    ['an odd number of values', [9, 1, 5], 5],
    ['an even number of values', [4, 1, 3, 2], 2.5],
    ['one value', [7], 7],
    ['no value', [], Number.NaN],
  ])('has the median of %s', (_kind, values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];

    median(values);
    percentile(values, 50);

    expect(values).toEqual([3, 1, 2]);
  });

  it.each([
    [50, 50],
    [99, 99],
    [99.5, 100],
    [100, 100],
    [0, 1],
  ])('has the %d th percentile by the nearest rank', (percent, expected) => {
    const oneToHundred = Array.from({ length: 100 }, (_, i) => 100 - i);

    expect(percentile(oneToHundred, percent)).toBe(expected);
  });

  it('has no percentile of nothing', () => {
    expect(percentile([], 99)).toBeNaN();
  });

  it('lets half and double cancel out in the geometric mean', () => {
    expect(geometricMean([0.5, 2])).toBeCloseTo(1, 12);
    expect(geometricMean([2, 4, 8])).toBeCloseTo(4, 12);
  });

  it('has the arithmetic mean', () => {
    expect(mean([1, 2, 6])).toBe(3);
  });
});
