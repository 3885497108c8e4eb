import { blocks } from './blocking-command';

describe('a command of ioredis', () => {
  it.each([['blpop'], ['BRPOP'], ['bzpopmin'], ['wait']])('blocks when it is %s', (name) => {
    expect(blocks({ name, args: ['list', 0] })).toBe(true);
  });

  it.each([
    ['xread', ['BLOCK', 0, 'STREAMS', 'log', '$'], true],
    ['xreadgroup', ['GROUP', 'a', 'b', 'block', '5000'], true],
    ['xread', ['COUNT', 2, 'STREAMS', 'log', '0'], false],
    ['get', ['block'], false],
    [undefined, [], false],
  ])('%s with %p blocks: %p', (name, args, isBlocking) => {
    expect(blocks({ name, args })).toBe(isBlocking);
  });

  it('blocks nothing when there is none', () => {
    expect(blocks(undefined)).toBe(false);
  });
});
