import { rejectionRule } from './rejection-rule';

describe('a listener to rejections that changes nothing', () => {
  it.each([
    ['beside another one by default', [], undefined, 'beside'],
    ['always with none', ['--unhandled-rejections=none'], undefined, 'always'],
    ['always with warn', ['--unhandled-rejections', 'warn'], undefined, 'always'],
    ['beside another one with throw', ['--unhandled-rejections=throw'], undefined, 'beside'],
    ['never with strict', ['--unhandled-rejections=strict'], undefined, 'never'],
    ['as NODE_OPTIONS say', [], '--no-warnings --unhandled-rejections=strict', 'never'],
    [
      'as the command line says, rather than NODE_OPTIONS',
      ['--unhandled-rejections=none'],
      '--unhandled-rejections=strict',
      'always',
    ],
  ])('is possible %s', (_case, execArgv, options, expected) => {
    expect(rejectionRule(execArgv, { NODE_OPTIONS: options })).toBe(expected);
  });
});
