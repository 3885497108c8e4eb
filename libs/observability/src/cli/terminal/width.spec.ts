import { charactersOf, padTo, widthOf } from './width';

describe('the width of a text in a terminal', () => {
  it.each([
    ['', 0],
    ['database', 8],
    ['größe', 5],
    ['e\u0301', 1],
    ['数据库', 6],
    ['データベース', 12],
    ['데이터', 6],
    ['ｶﾅ', 2],
    ['（全角）', 8],
    ['🍵', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['❤️', 2],
    ['✔ ▲ ✖', 5],
    ['a\u200bb', 2],
  ])('of %j is %d columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('pads by columns, not by characters', () => {
    expect(padTo(6, '茶')).toBe('茶    ');
    expect(padTo(1, 'long')).toBe('long');
  });

  it.each([1, 2, 3])('is the same for the characters of a long text, from place %i on', (start) => {
    const characters = Array.from({ length: 300 }, (_, i) => ['👩‍👩‍👧', '🇩🇪', '数', 'e\u0301'][i % 4]!);

    expect(charactersOf('a'.repeat(start) + characters.join('')).slice(start)).toEqual(characters);
  });

  it('takes a family for one character', () => {
    expect(charactersOf('a👩‍👩‍👧b')).toEqual(['a', '👩‍👩‍👧', 'b']);
  });
});
