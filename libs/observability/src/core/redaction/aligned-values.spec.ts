import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('secrets in settings that are aligned in columns', () => {
  it.each([
    ['password       = hunter2', `password       = ${R}`],
    [
      'host           = db\npassword       = hunter2\nuser           = bob',
      `host           = db\npassword       = ${R}\nuser           = bob`,
    ],
    ['password\t=\thunter2', `password\t=\t${R}`],
    ['db_password    : hunter2', `db_password    : ${R}`],
    [
      '{ "host"    : "db",\n  "password"    : "hunter2" }',
      `{ "host"    : "db",\n  "password"    : "${R}" }`,
    ],
    ['password:          hunter2', `password:          ${R}`],
    ['--password     hunter2', `--password     ${R}`],
    ['--password     hunter2 --host     db', `--password     ${R} --host     db`],
    ['--password\thunter2', `--password\t${R}`],
  ])('are replaced: %j', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it.each([
    '  --password     The password of the user\n  --host         The host',
    '--token\nRun with --help to see all options',
  ])('are not seen in %j', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
