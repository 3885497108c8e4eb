import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();
const LONG_TEXT = 'nothing secret in this long text of the app';

class Odd {
  static readonly label = 'x';
}
Object.defineProperty(Odd, 'name', { value: 'x password=hunter2' });

describe('a safe copy', () => {
  it.each<[string, unknown, unknown]>([
    ['a session that is a list', { session: ['deadbeefcafe'] }, { session: R }],
    [
      'what stands behind an error in a list',
      { card: [new Map(), { number: '12345' }] },
      { card: [{}, { number: R }] },
    ],
    [
      'headers that need not say more',
      { headers: { 'x-shop-key': 'abc12x', 'X-Client-Cert': 'a', accept: '*/*' } },
      { headers: { 'x-shop-key': R, 'X-Client-Cert': R, accept: '*/*' } },
    ],
    ['the name of a class', { f: Odd }, { f: `[Function x password=${R}]` }],
    [
      'a field and its value',
      { field: 'password', value: 'hunter2' },
      { field: 'password', value: R },
    ],
    ['a name and its val', { name: 'password', val: 'hunter2' }, { name: 'password', val: R }],
    [
      'a header',
      { header: 'authorization', content: 'a' },
      { header: 'authorization', content: R },
    ],
    ['a pair under a key', { pair: ['password', 'hunter2'] }, { pair: ['password', R] }],
  ])('has no secret in %s', (_case, value, wanted) => {
    expect(redactor.value(value)).toEqual(wanted);
  });

  it('has no secret behind an error in a list', () => {
    const safe = redactor.value({ card: [new Error('x'), { number: '12345' }] });

    expect(safe).toMatchObject({ card: [{ message: 'x' }, { number: R }] });
  });

  it.each<[string, unknown, unknown]>([
    ['names in a list', { required: ['password', 'email'] }, { required: ['password', 'email'] }],
    ['a BigInt that counts', { tokenCount: 5n }, { tokenCount: '5' }],
    [
      'a value that cannot be a text',
      { name: 'x', value: { toString: 'a', valueOf: 'b' }, other: 1 },
      { name: 'x', value: { toString: 'a', valueOf: 'b' }, other: 1 },
    ],
    [
      'keys that are the same afterwards',
      { '4111111111111111': 1, '5555555555554444': 2 },
      { [R]: 1, [`${R} (2)`]: 2 },
    ],
    [
      'keys of a Map that are the same as texts',
      new Map<unknown, unknown>([
        [1, 'x'],
        ['1', 'y'],
      ]),
      { '1': 'x', '1 (2)': 'y' },
    ],
    [
      'a Map with a key that throws',
      new Map<unknown, unknown>([
        [
          {
            toString() {
              throw new Error('no');
            },
          },
          1,
        ],
        ['b', 2],
      ]),
      { '[Unreadable]': 1, b: 2 },
    ],
  ])('keeps %s', (_case, value, wanted) => {
    expect(redactor.value(value)).toEqual(wanted);
  });

  it("looks for the app's patterns in any key", () => {
    const own = new Redactor({ patterns: [/kunde-[a-z]+/] });

    expect(own.value({ 'kunde-mueller': 1 })).toEqual({ [R]: 1 });
  });

  it.each([
    ['keeps all texts', new Redactor(), LONG_TEXT],
    [
      'leaves texts out where a pattern may be slow',
      new Redactor({ patterns: [/x/] }),
      '[Too much]',
    ],
  ])('of a machine that stands still in between %s', (_case, own, text) => {
    let now = 0;
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 300));

    const safe = own.value({ said: LONG_TEXT });
    clock.mockRestore();

    expect(safe).toEqual({ said: text });
  });
});
