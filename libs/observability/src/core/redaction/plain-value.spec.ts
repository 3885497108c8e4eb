import { isPlainValue } from './plain-value';

const isPlain = (value: string): boolean => isPlainValue(value, 0, value.length);

describe('the value of a parameter', () => {
  it.each(['', '2', 'name', 'tea-41', 'green+tea', 'hello%20world', '%2Fa%2Fb', '0a1b2c3d4e'])(
    'is plain: %s',
    (value) => {
      expect(isPlain(value)).toBe(true);
    },
  );

  it.each([
    'a=b',
    '%7B%22pin%22%3A1%7D',
    'AKIAIOSFODNN7EXAMPLE',
    'Bearer+abcdefgh',
    '4111+1111+1111+1111',
    'ada%40example.com',
    'a%2525b',
    'größe',
  ])('is looked into: %s', (value) => {
    expect(isPlain(value)).toBe(false);
  });
});
