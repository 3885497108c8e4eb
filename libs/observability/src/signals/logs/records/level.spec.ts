import { pino } from 'pino';
import { LEVEL_NUMBERS, levelName, levelOf } from './level';

describe('the level of a line', () => {
  it.each(['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)(
    'is read from a line of %s as pino writes it',
    (level) => {
      const lines: string[] = [];
      const formatters = { level: (label: string) => ({ level: label }) };
      const logger = pino({ level: 'trace', formatters }, { write: (line) => lines.push(line) });

      logger[level]('hello');

      expect(levelOf(lines[0] ?? '')).toBe(LEVEL_NUMBERS[level]);
      expect(levelName(LEVEL_NUMBERS[level])).toBe(level);
    },
  );

  it('is info where the text is none of ours', () => {
    expect([levelOf('hello'), levelOf('')]).toEqual([30, 30]);
  });
});
