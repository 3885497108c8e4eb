import { slowerThanLinear, repeated } from '../testing/linear-time';
import { Redactor } from './redactor';
import { REDACTED } from './spans';

const redactor = new Redactor();

const CARD = '4111 1111 1111 1111';
const NO_CARD = '4111 1111 1111 1112';

function pay(): void {}

function fail(): never {
  throw new Error('no');
}

describe('Redactor and secrets under a key', () => {
  it('replaces them at any depth and in any case', () => {
    const safe = redactor.value({
      user: { name: 'Ada', PassWord: 'hunter2', session: { 'X-Api-Key': 'k' } },
    });

    expect(safe).toEqual({
      user: { name: 'Ada', PassWord: REDACTED, session: { 'X-Api-Key': REDACTED } },
    });
  });

  it('replaces them in the items of a list', () => {
    const safe = redactor.value([{ token: 'a' }, [{ token: 'b' }]]);

    expect(safe).toEqual([{ token: REDACTED }, [{ token: REDACTED }]]);
  });

  it('replaces whole objects and lists under such a key', () => {
    const safe = redactor.value({ credentials: { user: 'ada' }, cookies: ['a=1'] });

    expect(safe).toEqual({ credentials: REDACTED, cookies: REDACTED });
  });

  it('replaces them in a Map, and reads a Set as a list', () => {
    const map = new Map<string, unknown>([
      ['secret', 'x'],
      ['tags', new Set(['a', { pin: 1234 }])],
    ]);

    const safe = redactor.value(map);

    expect(safe).toEqual({ secret: REDACTED, tags: ['a', { pin: REDACTED }] });
  });

  it('replaces them in what toJSON gives', () => {
    const safe = redactor.value({ toJSON: () => ({ password: 'hunter2', id: 1 }) });

    expect(safe).toEqual({ password: REDACTED, id: 1 });
  });

  it('replaces them in the properties of an error', () => {
    const error = Object.assign(new TypeError('bad'), { code: 'E1', config: { token: 't' } });

    const safe = redactor.value(error);

    expect(safe).toMatchObject({
      type: 'TypeError',
      message: 'bad',
      code: 'E1',
      config: { token: REDACTED },
    });
  });

  it('replaces those under the keys that the app adds', () => {
    const safe = new Redactor({ keys: ['taxNumber'] }).value({ tax_number: '12', name: 'Ada' });

    expect(safe).toEqual({ tax_number: REDACTED, name: 'Ada' });
  });
});

describe('Redactor and other ways to write an object', () => {
  it('replaces secrets in lists of pairs', () => {
    const pairs = [
      ['authorization', 'Bearer x'],
      ['accept', 'text/html'],
    ];

    expect(redactor.value(pairs)).toEqual([['authorization', REDACTED], pairs[1]]);
  });

  it('replaces them in what HTTP archives and forms are made of', () => {
    const fields = [
      { name: 'password', value: 'hunter2' },
      { name: 'user', value: 'ada' },
    ];

    expect(redactor.value(fields)).toEqual([{ name: 'password', value: REDACTED }, fields[1]]);
  });

  it('replaces them in the arguments of a command', () => {
    const argv = ['node', '--password', 'hunter2', '--token', '--api-key=abc', 'x'];

    expect(redactor.value(argv)).toEqual([
      'node',
      '--password',
      REDACTED,
      '--token',
      `--api-key=${REDACTED}`,
      'x',
    ]);
  });

  it("replaces them in Node's list of raw headers", () => {
    const rawHeaders = ['Host', 'shop', 'X-Api-Key', 'abc', 'Cookie', 'a=1'];

    expect(redactor.value({ rawHeaders })).toEqual({
      rawHeaders: ['Host', 'shop', 'X-Api-Key', REDACTED, 'Cookie', REDACTED],
    });
  });

  it('replaces them in texts that are objects', () => {
    const safe = redactor.value({
      // oxlint-disable-next-line no-new-wrappers -- it is what somebody may log
      text: new String('password=hunter2'),
      query: new URLSearchParams('token=abc&page=1'),
      pattern: /token=abc/,
    });

    expect(safe).toEqual({
      text: `password=${REDACTED}`,
      query: `token=${REDACTED}&page=1`,
      pattern: `/token=${REDACTED}`,
    });
  });

  it('replaces them in keys, where a body was parsed as something that it is not', () => {
    expect(redactor.value({ 'user=ada&password=hunter2': '' })).toEqual({
      [`user=ada&password=${REDACTED}`]: REDACTED,
    });
  });

  it('looks into a session, and replaces one that is a text', () => {
    expect(redactor.value({ session: { user: 'ada', token: 'x' } })).toEqual({
      session: { user: 'ada', token: REDACTED },
    });
    expect(redactor.value({ session: 's-1' })).toEqual({ session: REDACTED });
  });

  it('keeps what is no secret under such a key: nothing, yes and no', () => {
    const user = { password: null, token: undefined, secret: false };

    expect(redactor.value(user)).toEqual(user);
  });

  it('replaces the number of a card that is a number', () => {
    expect(redactor.value({ paidBy: 4_111_111_111_111_111, at: 1_795_362_904_008 })).toEqual({
      paidBy: REDACTED,
      at: 1_795_362_904_008,
    });
  });

  it('counts the values of a query that failed, and tells the errors of an aggregate', () => {
    const failed = Object.assign(new Error('duplicate'), { parameters: ['ada', 'hunter2'] });
    const safe = redactor.value(new AggregateError([failed], 'all failed'));

    expect(safe).toMatchObject({
      message: 'all failed',
      errors: [{ message: 'duplicate', parameters: '[2 values]' }],
    });
  });
});

describe('Redactor and keys that only look like those of secrets', () => {
  it('keeps what stands under them', () => {
    const shop = { className: 'Orders', businessName: 'Ada & Co', processNumber: 7, ssn: '12' };

    const safe = redactor.value(shop);

    expect(safe).toEqual({ ...shop, ssn: REDACTED });
  });
});

describe('Redactor and secrets in a text', () => {
  it.each([
    ['a parameter of a query', '/a?token=abc&page=2', `/a?token=${REDACTED}&page=2`],
    ['a parameter that is not the first', '/a?page=2&api_key=abc', `/a?page=2&api_key=${REDACTED}`],
    ['a parameter of another case', '/a?Access_Token=abc', `/a?Access_Token=${REDACTED}`],
    [
      'user and password of an address',
      'postgres://ada:hunter2@db:5432/shop',
      `postgres://${REDACTED}@db:5432/shop`,
    ],
    ['a password without a user', 'redis://:hunter2@cache', `redis://${REDACTED}@cache`],
    [
      'a password with an @ in it',
      'postgres://user:p@ss@host/shop',
      `postgres://${REDACTED}@host/shop`,
    ],
    ['a parameter behind a hash', '/a#access_token=abc', `/a#access_token=${REDACTED}`],
    ['a password in a sentence', 'login with password=hunter2', `login with password=${REDACTED}`],
    ['basic credentials without padding', 'got Basic dXNlcjpwYXNz', `got Basic ${REDACTED}`],
    ['a mail address', 'mail to ada@example.org failed', `mail to ${REDACTED} failed`],
    ['a bearer token', 'got Bearer abc.def-123_x', `got Bearer ${REDACTED}`],
    ['basic credentials', 'basic dXNlcjpwYXNz==', `basic ${REDACTED}`],
    ['a card number', `paid by ${CARD}.`, `paid by ${REDACTED}.`],
    ['a card number with dashes', CARD.replaceAll(' ', '-'), REDACTED],
    ['a card number without spaces', CARD.replaceAll(' ', ''), REDACTED],
  ])('replaces %s', (_case, text, safe) => {
    expect(redactor.text(text)).toBe(safe);
  });

  it.each([
    ['a number that fails the checksum of cards', `order ${NO_CARD}`],
    ['a number too short for a card', 'order 411111111111'],
    ['a time stamp', '2026-01-31T12:30:45.123Z'],
    ['a query without secrets', '/orders?page=2&sort=name'],
    ['an address without a password', 'https://example.org/a'],
    ['an ordinary sentence', 'the bearer of good news'],
    ['a sentence about basic authentication', 'Basic authentication failed'],
    ['nothing', ''],
  ])('keeps %s', (_case, text) => {
    expect(redactor.text(text)).toBe(text);
  });

  it('replaces every secret of a text, not the first one only', () => {
    const safe = redactor.text(`/a?token=1&token=2 Bearer abcdefgh ${CARD}`);

    expect(safe).toBe(`/a?token=${REDACTED}&token=${REDACTED} Bearer ${REDACTED} ${REDACTED}`);
  });

  it('does the same for texts inside objects', () => {
    const safe = redactor.value({ href: 'http://ada:hunter2@shop/' });

    expect(safe).toEqual({ href: `http://${REDACTED}@shop/` });
  });

  it('does the same for a URL', () => {
    const safe = redactor.value(new URL('http://ada:hunter2@shop/?token=abc&page=1'));

    expect(safe).toBe(`http://${REDACTED}@shop/?token=${REDACTED}&page=1`);
  });

  it('sees a secret whole that lies across the cut', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(40)}.y`;

    const safe = redactor.text(`${'. '.repeat(8185)}${token}`);

    expect(safe).not.toContain('eyJ');
  });

  it('cuts a text that is far too long', () => {
    const safe = redactor.text('?'.repeat(100_000));

    expect(safe).toHaveLength(16_385);
    expect(safe.endsWith('…')).toBe(true);
  });

  it.each([
    ['/orders/7', '/orders/7'],
    ['/login?password=x&next=%2F', `/login?password=${REDACTED}&next=%2F`],
  ])('writes the path %s without secrets', (url, safe) => {
    expect(redactor.url(url)).toBe(safe);
  });
});

describe('Redactor and values that are hard to write', () => {
  it('cuts a cycle', () => {
    const order: Record<string, unknown> = { id: 1 };
    order['lines'] = [{ order }];

    const safe = redactor.value(order);

    expect(safe).toEqual({ id: 1, lines: [{ order: '[Circular]' }] });
  });

  it('writes the same object twice when it is no cycle', () => {
    const address = { city: 'Paris' };

    const safe = redactor.value({ from: address, to: address });

    expect(safe).toEqual({ from: { city: 'Paris' }, to: { city: 'Paris' } });
  });

  it('tells of a getter that throws, and keeps the rest', () => {
    const row = {
      id: 1,
      get lazy(): string {
        throw new Error('connection closed');
      },
    };

    const safe = redactor.value(row);

    expect(safe).toEqual({ id: 1, lazy: '[Unreadable]' });
  });

  it('keeps the message of an error one of whose getters throws', () => {
    const error = Object.defineProperty(new TypeError('bad'), 'code', {
      get: fail,
      enumerable: true,
    });

    const safe = redactor.value(error);

    expect(safe).toMatchObject({ type: 'TypeError', message: 'bad', code: '[Unreadable]' });
  });

  it('tells of a toJSON that throws', () => {
    const safe = redactor.value({ id: 1, row: { toJSON: fail } });

    expect(safe).toEqual({ id: 1, row: '[Unreadable]' });
  });

  it('ends a toJSON that gives ever new objects', () => {
    const endless = (): object => ({ toJSON: endless });

    expect(redactor.value(endless())).toBe('[Too deep]');
  });

  it.each<[string, unknown, unknown]>([
    ['a BigInt', 10n, '10'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', pay, '[Function pay]'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a date that is none', new Date('x'), null],
    ['bytes', new Uint8Array(3), '[Uint8Array]'],
    ['null', null, null],
    ['undefined', undefined, undefined],
    ['a number', 1.5, 1.5],
    ['a time in milliseconds, whatever its checksum', 1_795_362_904_008, 1_795_362_904_008],
    ['a boolean', true, true],
  ])('writes %s', (_case, value, safe) => {
    expect(redactor.value(value)).toEqual(safe);
  });

  it('stops at a depth that nobody reads', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 'end' : { in: nested(depth - 1) });

    const json = JSON.stringify(redactor.value(nested(50)));

    expect(json).toContain('[Too deep]');
    expect(json).not.toContain('end');
  });

  it('says how many items of a very long list it left out', () => {
    const safe = redactor.value(Array.from({ length: 1003 }, (_, i) => i)) as unknown[];

    expect(safe).toHaveLength(1000);
    expect(safe.at(-1)).toBe('… 4 more');
    expect(redactor.value(safe)).toEqual(safe);
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const safe = redactor.value(JSON.parse('{ "__proto__": { "admin": true } }')) as object;

    expect(JSON.stringify(safe)).toBe('{"__proto__":{"admin":true}}');
    expect(safe).not.toHaveProperty('admin');
  });

  it('handles an object of 10 KB', () => {
    const items = Array.from({ length: 100 }, (_, i) => ({
      id: i,
      name: `item ${i} ${'x'.repeat(60)}`,
      token: 'abc',
    }));

    const safe = redactor.value({ items });

    const wanted = items.map((item) => ({ ...item, token: REDACTED }));
    expect(JSON.stringify(items).length).toBeGreaterThan(10_000);
    expect(safe).toEqual({ items: wanted });
  });

  it('handles a long text without any break in a moment', () => {
    const text = 'a'.repeat(16_000);

    const safe = redactor.text(text);

    expect(safe).toBe(text);
    expect(
      slowerThanLinear({
        read: (long) => redactor.text(long),
        textOf: repeated('a'),
        length: 16_000,
        maxMs: 200,
      }),
    ).toBeUndefined();
  });

  it('never changes what it is given', () => {
    const given = {
      password: 'hunter2',
      list: [{ token: 'abc' }],
      map: new Map([['secret', 'x']]),
      when: new Date(0),
    };
    const before = structuredClone(given);

    redactor.value(given);

    expect(given).toEqual(before);
  });

  it('reads an object that is frozen', () => {
    const given = Object.freeze({ token: 'abc', id: 1 });

    expect(redactor.value(given)).toEqual({ token: REDACTED, id: 1 });
  });
});
