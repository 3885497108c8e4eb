import { widthOf } from './width';
import { wrap } from './wrap';

describe('a text that is too long for its column', () => {
  it('breaks at spaces', () => {
    expect(wrap('no answer within 3000 ms', 10)).toEqual(['no answer', 'within', '3000 ms']);
  });

  it('stays one line when it fits just so', () => {
    expect(wrap('1234567890', 10)).toEqual(['1234567890']);
  });

  it('breaks a word that is longer than the column', () => {
    expect(wrap('at https://example.test/a', 8)).toEqual(['at', 'https://', 'example.', 'test/a']);
  });

  it('never cuts a wide character in two, and never exceeds the column', () => {
    const lines = wrap('数据库没有回答 🍵🍵🍵', 5);

    expect(lines).toEqual(['数据', '库没', '有回', '答', '🍵🍵', '🍵']);
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(5);
  });

  it('keeps marks with what they stand on, also where a word begins with one', () => {
    expect(wrap('a \u0301b e\u0301e\u0301e\u0301', 4)).toEqual([
      'a \u0301b',
      'e\u0301e\u0301e\u0301',
    ]);
  });

  it('is cut where no one would read it to its end', () => {
    const lines = wrap('a'.repeat(1_000_000), 80);

    expect(lines).toHaveLength(205);
    expect(lines.at(-1)).toMatch(/^a+…$/);
  });

  it('is one empty line when there is none', () => {
    expect(wrap('', 10)).toEqual(['']);
  });
});
