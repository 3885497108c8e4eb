import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('complaints of databases', () => {
  it.each([
    ['Failing row contains (7, ada, hunter2, null).', `Failing row contains (${R}).`],
    ["Duplicate entry 'a'b' for key 'users.name'", `Duplicate entry '${R}' for key 'users.name'`],
    [
      "Duplicate entry 'abc' for key 'users.token_UNIQUE'",
      `Duplicate entry '${R}' for key 'users.token_UNIQUE'`,
    ],
    ['Key (email)=(a) b@x) already exists.', `Key (email)=(${R}) already exists.`],
    [
      'Key (shop, code)=(7, a) is not present in table "codes".',
      `Key (shop, code)=(${R}) is not present in table "codes".`,
    ],
    [
      'Key (room, name)=(5, Ada) conflicts with existing key (room, name)=(5, Grace).',
      `Key (room, name)=(${R}) conflicts with existing key (room, name)=(${R}).`,
    ],
    ['Key (name)=(Ada) is duplicated.', `Key (name)=(${R}) is duplicated.`],
    ['Key (name)=(Ada\nLovelace) already exists.', `Key (name)=(${R}) already exists.`],
    ['Key (name)=(Ada Love', `Key (name)=(${R}`],
    ['Key (name)=(Ada (x) Love', `Key (name)=(${R}`],
    ['Key (name)=(Ada) alrea', `Key (name)=(${R}) alrea`],
    ['Key (name)=(Ada (x)\nLove) already exists.', `Key (name)=(${R}) already exists.`],
    [
      'Key (lower(name::text))=(ada lovelace) already exists.',
      `Key (lower(name::text))=(${R}) already exists.`,
    ],
    [
      `Key (COALESCE(name, ')'::text), "Mail (a)")=(ada, x) already exists.`,
      `Key (COALESCE(name, ')'::text), "Mail (a)")=(${R}) already exists.`,
    ],
    ['Key (name)=(Ada (x) Love\n    at f (a.js:1:2)', `Key (name)=(${R}\n    at f (a.js:1:2)`],
    [`Failing row contains (${'ada (x, '.repeat(1000)}ada).`, `Failing row contains (${R}).`],
    ['Failing row contains (7, ada (x), hun', `Failing row contains (${R}`],
    [
      'Failing row contains (7, a\nda, :-( , x).\nSTATEMENT: INSERT',
      `Failing row contains (${R}).\nSTATEMENT: INSERT`,
    ],
    [
      'Failing row contains (7, ada).\nThe order (7) failed (twice).',
      `Failing row contains (${R}).\nThe order (7) failed (twice).`,
    ],
    ["Duplicate entry 'a\nda' for key 'name'", `Duplicate entry '${R}' for key 'name'`],
    ["Duplicate entry 'a\nda", `Duplicate entry '${R}`],
    [
      'Failed query: insert\nparams: a\nda,7\n    at f (a.js:1:2)',
      `Failed query: insert\nparams: ${R}\n    at f (a.js:1:2)`,
    ],
    [`Key (name)=(${'ada) '.repeat(540)}) already exists.`, `Key (name)=(${R}) already exists.`],
    ['"name" with value "a\nda" fails to match', `"name" with value "${R}" fails to match`],
  ])('are written without the values in them: %s', (text, safe) => {
    expect([redactor.text(text), redactor.text(safe)]).toEqual([safe, safe]);
  });

  it.each([
    'password authentication failed for user "ada"',
    'relation "tokens" does not exist',
    'f(x)=(y) Key (a)=(b) is fine',
    'Key (a is unknown, f(x)=(y)',
    'the key (x) and the door (y)=(z)',
  ])('are kept: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
