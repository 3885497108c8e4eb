import { screenOf } from './terminal';

describe('the screen of a command', () => {
  it.each([
    ['has the width of the terminal', { isTTY: true, columns: 132 }, { COLUMNS: '90' }, 132],
    ['has 80 columns where there is no terminal', {}, {}, 80],
    ['has the width that COLUMNS says where there is no terminal', {}, { COLUMNS: '160' }, 160],
    ['has 80 columns where COLUMNS says nothing sensible', {}, { COLUMNS: 'wide' }, 80],
    ['has 40 columns at the least', { isTTY: true, columns: 12 }, {}, 40],
  ])('%s', (_title, stream, env, columns) => {
    expect(screenOf(stream, env)).toEqual({ isTerminal: 'isTTY' in stream, columns });
  });
});
