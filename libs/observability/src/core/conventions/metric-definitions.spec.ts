import type { MetricDefinition } from './metric-definition';
import { METRICS } from './metric-definitions';

const ALL: readonly MetricDefinition[] = Object.values(METRICS);
const BASE_UNITS = ['seconds', 'bytes', 'ratio'];

describe('the metrics of the library', () => {
  it('have names of their own', () => {
    const names = ALL.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(ALL)('are called as Prometheus wants it: $name', ({ name, type, unit }) => {
    const stem = name.replace(/_total$/, '');

    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(name).not.toMatch(/_(count|sum|bucket)$/);
    expect(stem.endsWith(`_${unit}`) || !BASE_UNITS.includes(unit)).toBe(true);
  });

  it.each(ALL)('say in a sentence what they tell: $name', ({ help, unit }) => {
    expect(help).toMatch(/^[A-Z0-9].*\.$/);
    expect(unit).not.toBe('');
  });

  it.each(ALL.filter(({ type }) => type === 'histogram'))(
    'have ascending buckets where they are histograms: $name',
    ({ buckets = [] }) => {
      expect(buckets.length).toBeGreaterThan(0);
      expect(buckets.toSorted((a, b) => a - b)).toEqual(buckets);
    },
  );

  it('have no buckets where they are no histograms', () => {
    const others = ALL.filter(({ type, buckets }) => type !== 'histogram' && buckets);

    expect(others).toEqual([]);
  });
});
