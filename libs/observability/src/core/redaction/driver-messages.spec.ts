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
  ])('are written without the values in them: %s', (text, safe) => {
    expect([redactor.text(text), redactor.text(safe)]).toEqual([safe, safe]);
  });

  it.each([
    'password authentication failed for user "ada"',
    'relation "tokens" does not exist',
    'f(x)=(y) Key (a)=(b) is fine',
  ])('are kept: %s', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
