import { inspect } from 'node:util';
import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

const redactor = new Redactor();

describe('secrets in what util.inspect writes', () => {
  it.each([
    ['a text of several lines', { secret: `${'first '.repeat(14)}\nhunter2 on the second line` }],
    ['an object with a brace in a text', { secret: { a: '}', c: 'hunter2' } }],
    ['a list with a bracket in a text', { secrets: ['a]', 'hunter2'] }],
    ['a text with both quotes', { secret: { a: `}'"`, c: 'hunter2' } }],
    ['an apostrophe', { credentials: { user: 'a', pass: "it's} x", k: 'hunter2' } }],
  ])('are replaced whole: %s', (_case, value) => {
    expect(redactor.text(inspect(value))).not.toContain('hunter2');
    expect(redactor.text(`${inspect(value)}\nthen`)).toContain('then');
  });

  it.each([
    ["secret: { a: `}`, c: 'hunter2' } done", `secret: ${R} done`],
    ["{ password: 'a' + 'hunter2', b: 1 }", `{ password: '${R}', b: 1 }`],
    ["{\n  password: 'a\\n' +\n    'hunter2',\n  b: 1 }", `{\n  password: '${R}',\n  b: 1 }`],
  ])('are replaced without what stands behind: %s', (text, wanted) => {
    expect(redactor.text(text)).toBe(wanted);
  });
});
