import { closest } from './closest';

const KNOWN = ['health', 'metrics', 'logs', 'errors', 'timeoutMs'];

describe('closest', () => {
  it.each([
    ['a letter too many', 'metricss', 'metrics'],
    ['a letter missing', 'helth', 'health'],
    ['a wrong letter', 'erross', 'errors'],
    ['another case', 'TIMEOUTMS', 'timeoutMs'],
    ['a forgotten unit', 'timeout', 'timeoutMs'],
    ['the word itself', 'logs', 'logs'],
  ])('finds the word meant by %s', (_case, word, meant) => {
    expect(closest(word, KNOWN)).toBe(meant);
  });

  it.each([
    ['nothing like any word', 'database'],
    ['too short to say', 'x'],
    ['empty', ''],
    ['more than three edits away', 'healthiness'],
  ])('finds none for a word that is %s', (_case, word) => {
    expect(closest(word, KNOWN)).toBeUndefined();
  });

  it('prefers the word that takes fewer edits', () => {
    expect(closest('port', ['ports', 'part', 'port2s', 'port'])).toBe('port');
  });

  it('finds none among no words', () => {
    expect(closest('logs', [])).toBeUndefined();
  });
});
