import { plain, plainJson } from './plain';

describe('a text of somebody else', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', '[31mred [0m'],
    ['line breaks', 'one\r\ntwo', 'one two'],
    ['controls of the second set', '\u009b31mred', '31mred'],
    ['a turned direction', 'a\u202etxt.exe', 'a txt.exe'],
  ])('loses %s', (_what, text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  it('cannot steer the terminal as JSON either, and means the same', () => {
    const value = { message: '\u001b[31m \u009b \u202e 茶' };

    const text = plainJson(value);

    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(JSON.parse(text)).toEqual(value);
  });
});
