import { isDeadOnServer } from './client-list';

const LIST = [
  'id=4 addr=127.0.0.1:50100 laddr=127.0.0.1:6379 name= idle=3 flags=N cmd=get',
  'id=7 addr=127.0.0.1:50101 laddr=127.0.0.1:6379 name=a b idle=0 flags=N cmd=ping',
  'id=8 addr=127.0.0.1:50102 laddr=127.0.0.1:6379 name= idle=900 flags=b cmd=blpop',
].join('\n');

describe('what the server says of a connection', () => {
  it.each([
    ['is unknown to it', '44', true],
    ['has been silent despite the request', '4', true],
    ['was heard in this second', '7', false],
    ['waits in a blocking command', '8', false],
  ])('which %s (%s): dead is %p', (_kind, number, isDead) => {
    expect(isDeadOnServer(LIST, number)).toBe(isDead);
  });

  it('counts as its death when it has no connections at all', () => {
    expect(isDeadOnServer('', '4')).toBe(true);
  });
});
