import { errorTexts } from './error-texts';

const said = (message: string, fields: object = {}): string =>
  errorTexts(Object.assign(new Error(message), fields)).message;

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

describe('what errors say', () => {
  it.each([
    'Select at least one item from the list',
    'Delete from the cache failed',
    'Update of order 12 failed, please set the address - see docs',
    'Update the order and set it aside',
    'Select one row from the table, please - it is empty',
  ])('is kept where it only begins like a statement: %s', (message) => {
    expect(said(message)).toBe(message);
  });

  it.each([
    ["insert into notes (text) values ('visit - Mr Smith, HIV positive')", 'query failed'],
    ["insert into notes (text) values ('it''s - Mr Smith')", 'query failed'],
    [String.raw`insert into notes (text) values ('it\'s - Mr Smith')`, 'query failed'],
    ["insert into notes (text) values ('Smith') - duplicate key", 'query failed: duplicate key'],
    [`select * from "users" "u" where "name" = 'Smith' - timeout`, 'query failed: timeout'],
    ["select * from a, b where name = 'Smith' - timeout", 'query failed: timeout'],
    ["update users u set name = 'Smith' - timeout", 'query failed: timeout'],
    ["delete from users where name = 'Smith'", 'query failed'],
  ])('is kept without the statement: %s', (message, wanted) => {
    expect(said(message)).toBe(wanted);
  });

  it('is kept where a code only looks like that of a database', () => {
    expect(said('Address not found', { code: '22087' })).toBe('Address not found');
    expect(said('x', { code: '22087', severity: 'ERROR' })).toBe('data exception (22087)');
  });

  it('is kept where nothing was refused', () => {
    expect(said('Deploy failed: disk full', { issues: [] })).toBe('Deploy failed: disk full');
  });

  it('is kept where an argument of a command is too short to be repeated by intent', () => {
    const message = 'WRONGTYPE Operation against a key holding the wrong kind of value';

    expect(said(message, { command: { name: 'lpush', args: ['a', 'x'] } })).toBe(message);
  });

  it('never throws, whatever throws in an error', () => {
    const throwing = Object.defineProperty([1], 0, {
      get() {
        throw new Error('no');
      },
    });

    expect(said('a', { errors: throwing })).toBe('unreadable error');
    expect(said('a', { issues: revoked() })).toBe('unreadable error');
    expect(said('a', { name: 'MongoServerError', code: 11_000, keyPattern: revoked() })).toBe(
      'unreadable error',
    );
  });
});
