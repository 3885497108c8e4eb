import { slowerThanLinear } from '../testing/linear-time';
import { JsonText } from './json-text';
import { findMarkedValues } from './marked-values';
import { SensitiveKeys } from './sensitive-keys';
import { REDACTED as R, Spans } from './spans';

const keys = new SensitiveKeys();

function safe(text: string): string {
  const spans = new Spans();
  findMarkedValues(text, new JsonText(text), keys, spans);
  return spans.replaceIn(text);
}

describe('values that a flag or an element names', () => {
  it.each([
    ['psql --password hunter2 --host db', `psql --password ${R} --host db`],
    ["x --api-key 'a b' y", `x --api-key ${R} y`],
    [
      String.raw`{"cmd":"curl -u \"admin:hunter2\" http://x"}`,
      String.raw`{"cmd":"curl -u \"admin:` + `${R}${String.raw`\" http://x"}`}`,
    ],
    [
      String.raw`{"curl":"-H \"X-Shop-Key: hunter2\""}`,
      String.raw`{"curl":"-H \"X-Shop-Key: ` + `${R}${String.raw`\""}`}`,
    ],
    [String.raw`{"cmd":"tool --password \"hun ter2\" x"}`, `{"cmd":"tool --password ${R} x"}`],
    ['<password>hunter2</password>', `<password>${R}</password>`],
    ['<w:Password Type="t">x</w:Password>', `<w:Password Type="t">${R}</w:Password>`],
  ])('are replaced: %s', (text, wanted) => {
    expect(safe(text)).toBe(wanted);
  });

  it.each(['psql --host db', 'x --password --host db', '<name>Ada</name>', 'a -- token'])(
    'are kept in "%s"',
    (text) => {
      expect(safe(text)).toBe(text);
    },
  );

  it('do not cost a search of the text for each tag that only looks like theirs', () => {
    expect(
      slowerThanLinear({
        read: safe,
        textOf: (length) => `</x>${'a<token>'.repeat(length / 8)}`,
        length: 320_000,
        maxMs: 200,
      }),
    ).toBeUndefined();
  });
});
