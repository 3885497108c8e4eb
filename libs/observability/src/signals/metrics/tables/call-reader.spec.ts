import { RegistryUnderTest } from '../testing/registry-under-test';
import type { MetricDefinition } from '../../../core';
import { CallReader } from './call-reader';
import type { Labels } from './call-reader';

const DEFINITION: MetricDefinition = {
  name: 'orders_total',
  type: 'counter',
  help: 'Orders.',
  unit: 'orders',
  labels: ['shop', 'till'],
};

function start(): {
  read: (labels: unknown) => string[];
  reader: CallReader;
  reasons: () => string[];
} {
  const { misuse } = new RegistryUnderTest();
  const reader = new CallReader(DEFINITION, misuse);
  return {
    reader,
    read: (labels) => reader.labels(labels as Labels),
    reasons: () => [...misuse.entries()].map(({ reason, count }) => `${reason} ${count}`),
  };
}

function fail(): never {
  throw new Error('do not touch');
}

const throwing = new Proxy(
  {},
  { ownKeys: fail, get: fail, has: fail, getOwnPropertyDescriptor: fail },
);

describe('the labels of a call', () => {
  it.each([
    ['in the order of the definition', { till: 'b', shop: 'a' }, ['a', 'b']],
    ['numbers as texts', { shop: 7, till: 0 }, ['7', '0']],
    ['true and false as texts', { shop: true, till: false }, ['true', 'false']],
    ['empty where they are missing', { till: 'b' }, ['', 'b']],
    [
      'of an object without a prototype',
      Object.assign(Object.create(null), { shop: 'a' }),
      ['a', ''],
    ],
    ['empty where none are given', undefined, ['', '']],
    ['empty where null is given', null, ['', '']],
  ])('are read %s', (_case, labels, values) => {
    const { read, reasons } = start();

    expect(read(labels)).toEqual(values);
    expect(reasons()).toEqual([]);
  });

  it('are not read from a prototype', () => {
    const { read } = start();

    expect(read(Object.create({ shop: 'inherited' }))).toEqual(['', '']);
  });

  it.each([
    ['a name that the metric has not', { shop: 'a', colour: 'red' }],
    ['the name __proto__', JSON.parse('{"shop":"a","__proto__":{"polluted":true}}')],
    ['the name constructor', { shop: 'a', constructor: 'x' }],
  ])('with %s are misuse, and the others are read', (_case, labels) => {
    const { read, reasons } = start();

    expect(read(labels)).toEqual(['a', '']);
    expect(reasons()).toEqual(['unknown_label 1']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['a symbol', Symbol('shop')],
    ['an object', { id: 1 }],
    ['an object whose toString throws', { toString: fail, [Symbol.toPrimitive]: fail }],
    ['a function', fail],
    ['a big integer', 12n],
    ['null', null],
    ['undefined', undefined],
    ['a proxy that throws', throwing],
  ])('with %s as value are misuse, and the others are read', (_case, shop) => {
    const { read, reasons } = start();

    expect(read({ shop, till: 'b' })).toEqual(['', 'b']);
    expect(reasons()).toEqual(['bad_label_value 1']);
  });

  it('with a getter that throws are misuse, and the others are read', () => {
    const { read, reasons } = start();
    const labels = {
      get shop(): string {
        return fail();
      },
      till: 'b',
    };

    expect(read(labels)).toEqual(['', 'b']);
    expect(reasons()).toEqual(['bad_label_value 1']);
  });

  it.each([
    ['a text', 'paris'],
    ['a number', 7],
    ['a symbol', Symbol('labels')],
    ['a function', fail],
    ['a proxy that throws', throwing],
  ])('that are %s are misuse', (_case, labels) => {
    const { read, reasons } = start();

    expect(read(labels)).toEqual(['', '']);
    expect(reasons()).toEqual(['bad_label_value 1']);
  });
});

describe('the value of a call', () => {
  it.each([0, -0, 1, 0.5, Number.MAX_VALUE])('is taken when it is %p', (value) => {
    const { reader, reasons } = start();

    expect(reader.number(value, true)).toBe(value);
    expect(reasons()).toEqual([]);
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinite', Infinity],
    ['below all', -Infinity],
    ['a text', '1'],
    ['a big integer', 1n],
    ['a symbol', Symbol('1')],
    ['an object', { valueOf: fail }],
    ['missing', undefined],
    ['null', null],
  ])('is misuse when it is %s', (_case, value) => {
    const { reader, reasons } = start();

    expect(reader.number(value, false)).toBeUndefined();
    expect(reasons()).toEqual(['bad_value 1']);
  });

  it('is misuse when a counter would fall by it', () => {
    const { reader, reasons } = start();

    expect(reader.number(-1, true)).toBeUndefined();
    expect(reader.number(-1, false)).toBe(-1);
    expect(reasons()).toEqual(['negative_value 1']);
  });
});
