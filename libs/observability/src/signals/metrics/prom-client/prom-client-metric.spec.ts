import { Counter, Gauge, Histogram, Summary } from 'prom-client';
import { RegistryUnderTest } from '../testing/registry-under-test';
import { isPromClientMetric } from './prom-client-metric';

const OPTIONS = { name: 'sales', help: 'Sales.', registers: [] };

describe('isPromClientMetric', () => {
  it.each([
    ['counter', new Counter(OPTIONS)],
    ['gauge', new Gauge(OPTIONS)],
    ['histogram', new Histogram(OPTIONS)],
    ['summary', new Summary(OPTIONS)],
  ])('knows a %s', (_, metric) => {
    expect(isPromClientMetric(metric)).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'sales'],
    ['a service', { name: 'sales', help: 'Sales.', set: () => undefined }],
    [
      'a metric of this library',
      new RegistryUnderTest().registry.declareNumbers({
        ...OPTIONS,
        type: 'counter',
        unit: '',
        labels: [],
      }),
    ],
    ['a stand-in that answers everything', new Proxy({}, { get: () => () => undefined })],
    [
      'a stand-in that wants no questions',
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no questions');
          },
        },
      ),
    ],
  ])('does not take %s for one', (_, thing) => {
    expect(isPromClientMetric(thing)).toBe(false);
  });
});
