import { slowerThanLinear } from '../testing/linear-time';
import { Redactor } from './redactor';

const redactor = new Redactor();
const LENGTH = 16_384;
/** A pass that reads the rest of the text for each place of it takes several times as long. */
const MAX_MS = 25;

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

    expect(
      slowerThanLinear({
        read: (text) => redactor.text(text),
        textOf,
        length: LENGTH,
        maxMs: MAX_MS,
      }),
    ).toBeUndefined();
  });
});
