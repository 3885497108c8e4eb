import { METRICS, oneLine } from '../../../core';
import type { MetricDefinition } from '../../../core';
import { InvalidMetricError, requireSame, requireValid } from './metric-definition.rules';

const GOOD: MetricDefinition = {
  name: 'orders_total',
  type: 'counter',
  help: 'Orders.',
  unit: 'orders',
  labels: ['shop'],
};

function failureOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** What is wrong with the definition when these parts of it are changed. */
function mistakesIn(parts: object): string {
  const error = failureOf(() => requireValid({ ...GOOD, ...parts }));
  return error instanceof InvalidMetricError ? error.message : 'nothing';
}

describe('a metric', () => {
  it.each(Object.values(METRICS))('of the library is a good one: $name', (definition) => {
    expect(failureOf(() => requireValid(definition))).toBeUndefined();
  });

  it.each([
    ['no labels', { labels: [] }],
    ['a name with colons', { name: 'shop:orders:rate5m' }],
    ['buckets below zero', { type: 'histogram', name: 'heat', buckets: [-10, 0, 10.5] }],
  ])('may have %s', (_case, parts) => {
    expect(mistakesIn(parts)).toBe('nothing');
  });

  it.each([
    ['a minus', 'orders-total'],
    ['a digit at its beginning', '2nd_orders'],
    ['a space', 'orders total'],
    ['a line break', 'orders\n'],
    ['nothing in it', ''],
    ['the kind of a number', 7],
  ])('cannot have a name with %s', (_case, name) => {
    expect(mistakesIn({ name })).toBe(
      `The metric "${oneLine(String(name))}" cannot be created: its name must be letters, digits, "_" and ":", and not ` +
        'begin with a digit. See https://prometheus.io/docs/practices/naming/.',
    );
  });

  it.each(['x_bucket', 'x_sum', 'x_count', 'x_total'])(
    'that is a histogram cannot be called %s, since its samples are',
    (name) => {
      expect(mistakesIn({ name, type: 'histogram' })).toContain(
        'the name of a histogram must not end as its own samples do',
      );
      expect(mistakesIn({ name, type: 'gauge' })).toBe('nothing');
    },
  );

  it.each(['le', 'quantile', '__proto__', '__name__', 'constructor', 'prototype'])(
    'cannot have the label %s, which is reserved',
    (label) => {
      expect(mistakesIn({ labels: [label] })).toContain(`the label "${label}" is reserved`);
    },
  );

  it.each(['shop-id', '1st', 'shop id', ''])('cannot have the label "%s"', (label) => {
    expect(mistakesIn({ labels: [label] })).toContain(
      `the label "${label}" must be letters, digits and "_", and not begin with a digit`,
    );
  });

  it('cannot have a label twice', () => {
    expect(mistakesIn({ labels: ['shop', 'till', 'shop'] })).toContain('a label is named twice');
  });

  it.each([
    ['descend', [1, 0.5]],
    ['repeat', [1, 1]],
    ['are empty', []],
    ['do not end', [1, Infinity]],
    ['have no number', [1, Number.NaN]],
    ['are texts', ['1', '2']],
    ['are no list', '1,2'],
  ])('cannot have buckets that %s', (_case, buckets) => {
    expect(mistakesIn({ name: 'x', type: 'histogram', buckets })).toContain(
      'its buckets must be numbers, each above the one before',
    );
  });

  it.each([
    ['help', { help: undefined }, 'its help must be a text'],
    ['a list of labels', { labels: 'shop' }, 'its labels must be a list of names'],
  ])('cannot be without %s', (_case, parts, mistake) => {
    expect(mistakesIn(parts)).toContain(mistake);
  });

  it('reports all mistakes at once', () => {
    const parts = {
      name: '1',
      type: 'histogram',
      help: 1,
      labels: ['le', 'a-b', 'le'],
      buckets: [2, 1],
    };

    expect(mistakesIn(parts)).toBe(
      'The metric "1" cannot be created: its name must be letters, digits, "_" and ":", and not begin ' +
        'with a digit; its help must be a text; the label "le" is reserved; the label "a-b" must be ' +
        'letters, digits and "_", and not begin with a digit; the label "le" is reserved; a label is ' +
        'named twice; its buckets must be numbers, each above the one before. ' +
        'See https://prometheus.io/docs/practices/naming/.',
    );
  });

  it('is refused with an error that has a code', () => {
    expect(failureOf(() => requireValid({ ...GOOD, name: '' }))).toMatchObject({
      name: 'InvalidMetricError',
      code: 'METRICS_INVALID_METRIC',
    });
  });
});

describe('a name that is taken', () => {
  it('may be taken again for the same, whatever it says of it', () => {
    expect(failureOf(() => requireSame(GOOD, { ...GOOD, help: 'Other.' }))).toBeUndefined();
  });

  it.each([
    ['type', { type: 'gauge' as const }, 'a gauge with the labels [shop]'],
    ['labels', { labels: ['till'] }, 'a counter with the labels [till]'],
    ['order of labels', { labels: [] }, 'a counter with the labels []'],
  ])('cannot be taken for another %s', (_case, parts, shape) => {
    const error = failureOf(() => requireSame(GOOD, { ...GOOD, ...parts }));

    expect(error).toMatchObject({
      message:
        'The metric "orders_total" cannot be created: it is a counter with the labels [shop] already ' +
        `and cannot be ${shape} as well. See https://prometheus.io/docs/practices/naming/.`,
    });
  });
});
