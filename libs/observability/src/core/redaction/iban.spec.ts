import * as fc from 'fast-check';
import { findIbans } from './iban';
import { REDACTED as R, Spans } from './spans';

function withoutIbans(text: string): string {
  const spans = new Spans();
  findIbans(text, spans);
  return spans.replaceIn(text);
}

describe('account numbers', () => {
  it.each([
    ['pay DE89 3704 0044 0532 0130 00 now', `pay ${R} now`],
    ['de89370400440532013000', R],
    ['iban=GB82+WEST+1234+5698+7654+32&x', `iban=${R}&x`],
    ['FR14%202004%201010%200505%200001%203M02%20606', R],
    ['NO93-8601-1117-947, MT84MALT011000012345MTLCAST001S', `${R}, ${R}`],
  ])('are replaced: %s', (text, safe) => {
    expect(withoutIbans(text)).toBe(safe);
  });

  it('are replaced behind every prefix but the head of a UUID', () => {
    const iban = 'DE89370400440532013000';
    const character = fc.constantFrom(...Array.from('0123456789abcdefABCDEFxyz-/: _.#'));
    const prefix = fc.array(character, { maxLength: 24 }).map((all) => `${all.join('')}-`);

    fc.assert(
      fc.property(prefix, (before) => {
        expect(withoutIbans(before + iban)).toBe(before + R);
      }),
    );
    expect(withoutIbans('41111111-1111-1111-9111-de89370400440532013000')).toContain('de89');
  });

  it.each([
    'DE89 3704 0044 0532 0130 01',
    'DE89370400440532013000X',
    'XX89370400440532013000',
    'EN16931 and ES2022, AT20 is short',
    'deadbeef89370400440532013000',
    '00000000-0000-1000-ba86-355b05826e37 done',
  ])('are not found in %s', (text) => {
    expect(withoutIbans(text)).toBe(text);
  });
});
