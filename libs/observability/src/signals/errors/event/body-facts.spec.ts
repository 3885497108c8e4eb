import { Redactor, REDACTED } from '../../../core';
import { describeBody } from './body-facts';
import type { BodyRule } from './body-facts';

const ORDER = {
  item: 'tea',
  quantity: 2,
  gift: false,
  note: null,
  address: { city: 'Paris', street: 'Rue de Rivoli 1' },
  lines: [
    { sku: 'T-1', for: 'Ada' },
    { sku: 'T-2', for: 'Bob' },
  ],
};

const described = (body: unknown, rule: BodyRule) => describeBody(body, rule, new Redactor());

describe('the body in a report', () => {
  it('is all of it, without secrets', () => {
    expect(described({ ...ORDER, password: 'a b' }, true)).toEqual({
      ...ORDER,
      password: REDACTED,
    });
  });

  it('is the names of its fields, with the types of their values', () => {
    expect(described(ORDER, 'keys')).toEqual({
      item: '[string]',
      quantity: '[number]',
      gift: '[boolean]',
      note: '[null]',
      address: { city: '[string]', street: '[string]' },
      lines: [
        { sku: '[string]', for: '[string]' },
        { sku: '[string]', for: '[string]' },
      ],
    });
  });

  it('is also the values at the paths of a list, through lists and with all below', () => {
    expect(described(ORDER, ['quantity', 'address', 'lines.sku', 'city', 'item.name'])).toEqual({
      item: '[string]',
      quantity: 2,
      gift: '[boolean]',
      note: '[null]',
      address: { city: 'Paris', street: 'Rue de Rivoli 1' },
      lines: [
        { sku: 'T-1', for: '[string]' },
        { sku: 'T-2', for: '[string]' },
      ],
    });
  });

  it('shows no secret because a list names its key', () => {
    expect(described({ password: 'a b', note: 'token=abcdef' }, ['password', 'note'])).toEqual({
      password: REDACTED,
      note: `token=${REDACTED}`,
    });
  });

  it.each<[string, unknown, unknown]>([
    ['a text', 'my secret diary', '[string]'],
    ['a buffer', Buffer.from('diary'), '[Buffer]'],
    ['a list', ['diary', 7], ['[string]', '[number]']],
    ['an instance of a class', { at: new Date() }, { at: '[object]' }],
    [
      'a text that was parsed as a form',
      { 'dear diary': '' },
      { '[name of 10 characters]': '[string]' },
    ],
  ])('shows %s by its type', (_case, body, shown) => {
    expect(described(body, 'keys')).toEqual(shown);
  });

  it.each<[string, unknown, BodyRule]>([
    ['there is none', undefined, true],
    ['a parser left an empty object', {}, 'keys'],
    ['it is not wanted', ORDER, false],
  ])('is nothing when %s', (_case, body, rule) => {
    expect(described(body, rule)).toBeUndefined();
  });

  it.each<BodyRule>([true, 'keys', ['list']])('has 10 KiB at most, by the rule %j', (rule) => {
    const body = { list: Array.from({ length: 50_000 }, (_, i) => `item number ${i}`) };

    expect(JSON.stringify(described(body, rule)).length).toBeLessThan(12_000);
  });
});
