import { findCards, isCardNumber } from './card-number';
import { REDACTED as R, Spans } from './spans';

function withoutCards(text: string): string {
  const spans = new Spans();
  findCards(text, spans);
  return spans.replaceIn(text);
}

describe('numbers of cards', () => {
  it.each([
    ['paid by 4111 1111 1111 1111.', `paid by ${R}.`],
    ['pan_4111111111111111x', `pan_${R}x`],
    ['card4111.1111.1111.1111', `card${R}`],
    ['4111 - 1111 - 1111 - 1111', R],
    ['4111%201111%20%201111%2520-1111', R],
    ['4111\\u00a01111\\t1111\\/1111', `4111\\u00a01111\\t1111\\/1111`],
    ['4111\\u00a01111\\t1111 1111', R],
    ['4111\u00a01111\u20091111–1111', R],
    ['４１１１１１１１１１１１１１１１', R],
    ['3782 822463 10005, 30569309025904', `${R}, ${R}`],
    ['id 7 4111 1111 1111 1111 12/25 123', `id 7 ${R}`],
    ['4111111111111111, exp 12/2025, cvv: 123.', `${R}.`],
    ['4111111111111111|12|2025|123', R],
    ['4111111111111111 123 12/25', R],
    ['4111111111111111 CVV=123 12/25', R],
    ['4111111111111111,01-20,1000 rows', `${R},01-20,1000 rows`],
    ['4111111111111111 12/25/2024', `${R} 12/25/2024`],
    ['::4111:1111:1111:1111', `::${R}`],
    ['40:00:00:00:00:00:00:02', R],
    ['card40:00:00:00:00:00:00:02', `card${R}`],
    ['4111111111111111123', R],
    ['4111 1111 1111 11111225', R],
    ['17,4111111111111111,200', `17,${R},200`],
    ['1.5%254111111111111111', `1.5%25${R}`],
    ['%284111111111111111%29', `%28${R}%29`],
    ['4222222222222 and 4222 2222 2222 2', `${R} and ${R}`],
    ['4111111111111111.0', `${R}.0`],
    ['4111111111111111.4111111111111111', `${R}.${R}`],
  ])('are replaced: %s', (text, safe) => {
    expect(withoutCards(text)).toBe(safe);
  });

  it.each([
    ['%B4111111111111111^DOE/JANE^29121010000?;', `${R};`],
    [';4111111111111111=29121010000?', R],
    ['4111111111111111D29121010000F', `${R}F`],
    ['%25B4111111111111111%5EDOE%2FJANE%5E29121010000%3F&a=1', `${R}&a=1`],
    ['%B4111111111111111^DOE/JA', R],
    ['4111111111111111=7', `${R}=7`],
  ])('go with their track: %s', (text, safe) => {
    expect(withoutCards(text)).toBe(safe);
  });

  it.each([
    ['a failed checksum', '4111 1111 1111 1112'],
    ['no issuer', '7111111111111115'],
    ['a length that the issuer has not', '411111111111116'],
    ['a decimal fraction', '0.4111111111111111'],
    ['a number with decimals', '4.111111111111111'],
    ['thousands', '4.532.015.112.830.366'],
    ['an article', '4006381333931'],
    ['a German mobile number', '4915112345678'],
    ['a telephone number', '+4366412345673'],
    ['a list of numbers', '7, 4111, 1111, 1111, 1111'],
    ['a measurement and its time', 'm 453217 1764481019123'],
    ['a short address of IPv6', '408:6::019:2:544:45.0.0.0'],
    ['an address that ends a sentence', 'from 6:9659::4:7494:304:100a.'],
    ['a UUID', '41111111-1111-1111-9111-abcd11111111'],
    ['a hash', `deadbeef${'4111111111111111'.repeat(2)}`],
    ['two lines', '4111 1111\n1111 1111'],
    ['more blanks than a gap has', '4111      1111 1111 1111'],
    ['two kinds of marks', '4111/1111-1111.1111'],
  ])('are not found in %s', (_, text) => {
    expect(withoutCards(text)).toBe(text);
  });
});

describe('a number of the app', () => {
  it.each([4111111111111111, -4111111111111111, 4111111111111111.5, 6.2e18])(
    'is a card: %d',
    (value) => {
      expect(isCardNumber(value)).toBe(true);
    },
  );

  it.each([0, NaN, Infinity, 1764481019123, 4000787030016, 1e300, 4111111111111112])(
    'is none: %d',
    (value) => {
      expect(isCardNumber(value)).toBe(false);
    },
  );
});
