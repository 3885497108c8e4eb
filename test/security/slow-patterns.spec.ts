import { redactPattern } from '../../libs/observability/src/core/options/pattern-rule';
import { Problems } from '../../libs/observability/src/core/options/problems';

function mistakes(value: unknown): string[] {
  const problems = new Problems();
  redactPattern(value, 'logs.redactPatterns[0]', problems);
  return problems.found.map(({ message }) => message);
}

/** Each is tried until it has taken that long twice, so they stand apart from the quick unit specs. */
describe('patterns of the app that backtrack', () => {
  it.each([
    /(\d+)*x/,
    /(\w+\s?)+@internal\.corp/,
    /(?:[A-F]+)+z/,
    /(?:\.+)+z/,
    /(?:(?:ab)+)+c/,
    /(a+)+!/,
  ])('are refused at the start: %s', (pattern) => {
    expect(mistakes(pattern)).toEqual([expect.stringContaining('takes more than 100 ms')]);
  });
});
