import { oneLine, oneLineJson, paragraph, quoted } from './one-line';

/** Every character that Unicode calls control, format or separator of lines; and half a pair. */
const STEERING = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(
  (character) => /^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]$/u.test(character),
);

describe('a text on one line', () => {
  it('is the text itself where nothing steers', () => {
    const text = 'größe 茶 🍵 "quoted" \\ back';

    expect(oneLine(text)).toBe(text);
    expect(oneLineJson(JSON.stringify({ text }))).toBe(JSON.stringify({ text }));
    expect(quoted('plain')).toBe('"plain"');
    expect(quoted(text)).toBe(JSON.stringify(text));
  });

  it.each([
    ['line breaks', 'one\r\ntwo', 'one\\r\\ntwo'],
    ['a terminal', '\u001b[31mred\u009b0m', '\\u001b[31mred\\u009b0m'],
    ['next line', 'a\u0085b\u2028c\u2029d', 'a\\u0085b\\u2028c\\u2029d'],
    ['a turned direction', 'a\u202etxt.exe', 'a\\u202etxt.exe'],
    ['half a pair', 'a\ud83cb', 'a\\ud83cb'],
    ['what nobody sees', 'ad\u200bmin\u{e0041}', 'ad\\u200bmin\\udb40\\udc41'],
  ])('shows %s', (_what, text, shown) => {
    expect(oneLine(text)).toBe(shown);
  });

  it('has none of the characters that steer, whichever it is', () => {
    for (const character of STEERING) {
      expect(oneLine(`a${character}b`)).toMatch(/^a(\\[nrt]|(\\u[\da-f]{4}){1,2})b$/);
    }
    expect(STEERING.length).toBeGreaterThan(2200);
  });

  it('is the same text when JSON is read again', () => {
    for (const character of STEERING) {
      const text = `a${character}\\"b`;
      for (const json of [quoted(text), oneLineJson(JSON.stringify(text))]) {
        expect(json).toMatch(/^[ -~]+$/);
        expect(JSON.parse(json)).toBe(text);
      }
    }
  });

  it('keeps the line breaks of JSON that has several lines', () => {
    expect(oneLineJson('{\n  "a": "\u0085"\n}\n')).toBe('{\n  "a": "\\u0085"\n}\n');
  });
});

describe('a text of several lines', () => {
  it('goes on indented, so that no line of it passes for another', () => {
    expect(paragraph('select\r\n\t1\n[15:00] INFO: forged\u2028more\u0085end')).toBe(
      'select\n        1\n    [15:00] INFO: forged\n    more\n    end',
    );
  });
});
