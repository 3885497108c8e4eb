import { paintFor } from './colour';

const TERMINAL = { isTerminal: true, columns: 80 };
const PIPE = { isTerminal: false, columns: 80 };

describe('colours', () => {
  it.each([
    ['are shown in a terminal', TERMINAL, {}, true],
    ['are not written into a pipe', PIPE, {}, false],
    ['are left out where NO_COLOR is set', TERMINAL, { NO_COLOR: '1' }, false],
    ['are shown where NO_COLOR is empty', TERMINAL, { NO_COLOR: '' }, true],
    ['are left out in a dumb terminal', TERMINAL, { TERM: 'dumb' }, false],
    ['are written into a pipe by FORCE_COLOR', PIPE, { FORCE_COLOR: '1' }, true],
    [
      'are written by FORCE_COLOR whatever NO_COLOR says',
      PIPE,
      { FORCE_COLOR: '', NO_COLOR: '1' },
      true,
    ],
    ['are left out by FORCE_COLOR=0', TERMINAL, { FORCE_COLOR: '0' }, false],
  ])('%s', (_title, screen, env, isColoured) => {
    expect(paintFor({ env, screen })('red', 'x')).toBe(isColoured ? '\u001b[31mx\u001b[39m' : 'x');
  });
});
