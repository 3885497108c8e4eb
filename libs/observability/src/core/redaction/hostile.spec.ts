import { slowerThanLinear, repeated } from '../testing/linear-time';
import { Redactor } from './redactor';
import { REDACTED } from './spans';

const redactor = new Redactor({ routes: ['/reset/:token'] });
const MEGABYTE = 1_000_000;

/** How long the work takes at best, in milliseconds: what else the machine does is not counted. */
function bestMs(times: number, work: () => unknown): number {
  const took = Array.from({ length: times }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return Math.min(...took);
}

function read(text: string): void {
  redactor.text(text);
  redactor.urlOfRoute(text, '/reset/:token');
  redactor.value({ [text]: text });
}

describe('texts made to keep a redactor busy', () => {
  it.each([
    'a',
    '4',
    '44 ',
    '=',
    ':',
    '%3D',
    '"',
    '\\',
    '{',
    'a=',
    'token=',
    'token=a,',
    'token:{',
    'token="\\',
    'session:{',
    'token=)',
    '://',
    '://a:',
    'a:b@',
    'eyJ',
    'eyJabcdefgh.',
    'bearer ',
    'basic ',
    '-----BEGIN PRIVATE KEY-----',
    '--a ',
    '<a ',
    '<a>b</',
    '/a',
    '/reset/',
    `/${'f'.repeat(31)}`,
    '(a)=(',
    'é',
  ])('cost no more than others: a megabyte of %j', (part) => {
    expect(
      slowerThanLinear({ read, textOf: repeated(part), length: MEGABYTE, maxMs: 1000 }),
    ).toBeUndefined();
  });
});

describe('objects made to keep a redactor busy', () => {
  it('cost no more than a part of them: 10,000 keys', () => {
    const wide = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [`key${i}`, { token: 'abc', note: `note ${i}` }]),
    );

    const safe = redactor.value(wide) as Record<string, unknown>;

    expect(Object.keys(safe)).toHaveLength(1000);
    expect(safe['…']).toBe('9001 more');
    expect(safe['key7']).toEqual({ token: REDACTED, note: 'note 7' });
    expect(bestMs(3, () => redactor.value(wide))).toBeLessThan(1000);
  });

  it('end when they would go on for ever', () => {
    const keys = Array.from({ length: 1000 }, (_, i) => `k${i}`);
    const endless = (): object =>
      new Proxy(
        {},
        {
          ownKeys: () => keys,
          getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
          get: (_target, key) => (key === 'toJSON' ? undefined : endless()),
        },
      );

    expect(bestMs(1, () => redactor.value(endless()))).toBeLessThan(5000);
  });

  it('end when each part is met again and again', () => {
    let node: object = { end: true };
    for (let depth = 0; depth < 7; depth += 1) node = Array.from({ length: 50 }, () => node);

    expect(bestMs(1, () => redactor.value(node))).toBeLessThan(5000);
  });
});

describe('an object of 10 KB', () => {
  it('is copied in less than a millisecond', () => {
    const items = Array.from({ length: 66 }, (_, i) => ({
      id: i,
      name: `item number ${i}`,
      note: 'a sentence about the item that is long enough to be read by somebody',
      price: { amount: i * 1.5, currency: 'EUR' },
      token: 'abc',
    }));
    for (let i = 0; i < 200; i += 1) redactor.value({ items });

    expect(JSON.stringify({ items }).length).toBeGreaterThan(10_000);
    // A busy machine is slow in most moments, and not in all of them.
    let best = Infinity;
    for (let i = 0; i < 40 && best >= 1; i += 1) {
      best = Math.min(
        best,
        bestMs(50, () => redactor.value({ items })),
      );
    }
    expect(best).toBeLessThan(1);
  });
});
