import { withoutMarkedValues } from './marked-values';
import { REDACTED as R, SensitiveKeys } from './sensitive-keys';

const keys = new SensitiveKeys();

describe('values that a flag or an element names', () => {
  it.each([
    ['psql --password hunter2 --host db', `psql --password ${R} --host db`],
    ["x --api-key 'a b' y", `x --api-key ${R} y`],
    ['<password>hunter2</password>', `<password>${R}</password>`],
    ['<w:Password Type="t">x</w:Password>', `<w:Password Type="t">${R}</w:Password>`],
  ])('are replaced: %s', (text, safe) => {
    expect(withoutMarkedValues(text, keys)).toBe(safe);
  });

  it.each(['psql --host db', 'x --password --host db', '<name>Ada</name>', 'a -- token'])(
    'are kept in "%s"',
    (text) => {
      expect(withoutMarkedValues(text, keys)).toBe(text);
    },
  );
});
