import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('passwords in statements of SQL', () => {
  it.each([
    [
      "CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY 'hunter2'",
      `CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY ${R}`,
    ],
    [
      "CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password AS '*94BDCEBE19083CE2A1F9'",
      `CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password AS ${R}`,
    ],
    ["SET PASSWORD FOR 'bob'@'%' = 'hunter2'", `SET PASSWORD FOR 'bob'@'%' = ${R}`],
    [
      "SET PASSWORD FOR 'bob'@'%' = PASSWORD('hunter2')",
      `SET PASSWORD FOR 'bob'@'%' = PASSWORD(${R})`,
    ],
    ['ALTER USER scott IDENTIFIED BY hunter2', `ALTER USER scott IDENTIFIED BY ${R}`],
    ["ALTER USER a IDENTIFIED BY 'hunter2", `ALTER USER a IDENTIFIED BY ${R}`],
    [
      String.raw`{"sql":"ALTER USER scott IDENTIFIED BY \"hunter2\""}`,
      `{"sql":"ALTER USER scott IDENTIFIED BY ${R}"}`,
    ],
    [
      "q=ALTER%20USER%20a%20IDENTIFIED%20BY%20'hunter2",
      `q=ALTER%20USER%20a%20IDENTIFIED%20BY%20${R}`,
    ],
  ])('are replaced: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });

  it.each([
    'Users are identified by their id',
    'Rows identified by hash, 12 of them',
    'identified with care by the team',
    "ALTER TABLE users ADD COLUMN name TEXT DEFAULT 'Ada'",
  ])('are not seen in "%s"', (text) => {
    expect(redactor.text(text)).toBe(text);
  });
});
