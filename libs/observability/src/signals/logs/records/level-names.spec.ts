import { levelNamed } from './level-names';

describe('the name of a level', () => {
  it.each([
    ['info', 'info'],
    ['INFO', 'info'],
    [' Debug ', 'debug'],
    ['verbose', 'trace'],
    ['warning', 'warn'],
    ['ERR', 'error'],
    ['critical', 'fatal'],
    ['off', 'silent'],
    ['40', 'warn'],
  ])('"%s" is %s', (word, level) => {
    expect(levelNamed(word)).toBe(level);
  });

  it.each(['loud', '', '35', 'constructor', '__proto__'])('"%s" is none', (word) => {
    expect(levelNamed(word)).toBeUndefined();
  });
});
