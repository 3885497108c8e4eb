import { Redactor } from './redactor';

const redactor = new Redactor();
const LENGTH = 16_384;
/** A pass that reads the rest of the text for each place of it takes several times as long. */
const MAX_MS = 25;
/** Of a text four times as long: a square grows sixteenfold, also on a machine that is busy and slow. */
const MAX_GROWTH = 8;
const TRIES = 20;

describe('the time for a long text', () => {
  it.each([
    ['spaces behind a value in quotes', 'password="x"', ' ', '!\n'],
    ['flags with a quote that does not close', '', '-ab "', ''],
    ['encoded flags', '', '-ab%20"', ''],
    ['headers of a command that do not close', '', '-H "a: ', ''],
    ['parameters with harmless names', '', '?name=', ''],
    ['quotes behind backslashes', `a${'\\'.repeat(8000)}"password=x`, '"!', ''],
    ['keys of PostgreSQL that do not end', '', 'Key (a)=(', ''],
    ['keys of PostgreSQL without its words', '', 'f Key (a)=(b) x ', ''],
    ['columns that do not end', '', 'Key (', ''],
    ['rows that do not end', '', 'Failing row contains (', ''],
    ['rows that end in a line below', '', 'Failing row contains ((\n).\n', ''],
    ['entries that a stack ends', '', "Duplicate entry '\n    at f", ''],
    ['blank lines in a value', '\nparams: ', '\n', ''],
    ['braces that no other closes', '', ';token={', ''],
  ])('is short, whatever is repeated: %s', (_case, before, part, after) => {
    const textOf = (length: number): string => before + part.repeat(length / part.length) + after;

    const ofQuarter = bestMs(textOf(LENGTH / 4));

    expect(bestMs(textOf(LENGTH))).toBeLessThan(Math.max(MAX_MS, ofQuarter * MAX_GROWTH));
  });
});

/** Milliseconds of this process: what else the machine does is no part of it. */
function bestMs(text: string): number {
  let best = Infinity;
  for (let i = 0; i < TRIES && best >= MAX_MS; i += 1) {
    const begin = process.cpuUsage();
    redactor.text(text);
    const { user, system } = process.cpuUsage(begin);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
