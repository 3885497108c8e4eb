import { blocks, waits } from './blocking-command';

describe('a command of Redis', () => {
  it.each([['blpop'], ['BRPOP'], ['bzpopmin'], ['wait']])('blocks when it is %s', (name) => {
    expect(blocks({ name, args: ['list', 0] })).toBe(true);
  });

  it.each([
    ['xread', ['BLOCK', 0, 'STREAMS', 'log', '$'], true],
    ['xreadgroup', ['GROUP', 'a', 'b', 'block', '5000'], true],
    ['xread', ['COUNT', 2, 'STREAMS', 'log', '0'], false],
    ['get', ['block'], false],
    ['xread', ['STREAMS', 'block', '0'], false],
    ['xreadgroup', ['GROUP', 'block', 'block', 'STREAMS', 'log', '>'], false],
    ['xreadgroup', ['GROUP', 'a', 'b', Buffer.from('BLOCK'), '0', 'STREAMS', 'log', '>'], true],
    [undefined, [], false],
  ])('%s with %p blocks: %p', (name, args, isBlocking) => {
    expect(blocks({ name, args })).toBe(isBlocking);
  });

  it('blocks nothing when there is none', () => {
    expect(blocks(undefined)).toBe(false);
  });

  it.each([
    ['blpop', ['list', 0], true],
    ['subscribe', ['news'], true],
    ['monitor', [], true],
    ['xread', ['XREAD', 'BLOCK', '0', 'STREAMS', 'log', '$'], true],
    ['xread', ['XREAD', 'STREAMS', 'log', '0'], false],
    ['publish', ['news', 'tea'], false],
    ['get', ['tea'], false],
  ])('%s with %p has a duration that says nothing of Redis: %p', (name, args, isWait) => {
    expect(waits(name, args)).toBe(isWait);
  });
});
