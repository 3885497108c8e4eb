import { redactPattern } from '../options/pattern-rule';
import { Problems } from '../options/problems';
import { Redactor } from './redactor';
import { REDACTED as R } from './spans';

function mistakes(value: unknown): string[] {
  const problems = new Problems();
  redactPattern(value, 'logs.redactPatterns[0]', problems);
  return problems.found.map(({ message }) => message);
}

describe('patterns of the app', () => {
  it('are found everywhere in a text, whatever their flags', () => {
    const redactor = new Redactor({ patterns: [/cust-\d+/, /ref:[a-z]+/iy] });

    const safe = [redactor.text('cust-1 and cust-22, REF:abc'), redactor.text('cust-3')];

    expect(safe).toEqual([`${R} and ${R}, ${R}`, R]);
  });

  it('are found in objects, addresses and headers as well', () => {
    const redactor = new Redactor({ patterns: [/cust-\d+/] });

    expect([
      redactor.value({ a: ['cust-1'] }),
      redactor.urlOfRoute('/customers/cust-1/orders', '/customers/:id/orders'),
      redactor.headers({ 'x-customer': 'cust-1' }),
    ]).toEqual([{ a: [R] }, `/customers/${R}/orders`, { 'x-customer': R }]);
  });

  it.each([
    /cust-\d+/,
    /[A-Z]{2}\d{6}/i,
    /(?<=id=)\w+/,
    /\b(?:[a-f\d]{2}:){5}[a-f\d]{2}\b/i,
    /[\w.]+@[\w.]+\.internal/,
    /"secret":\s*"[^"]*"/,
  ])('are taken: %s', (pattern) => {
    expect(mistakes(pattern)).toEqual([]);
  });

  it.each<[unknown, string]>([
    ['cust', 'a regular expression'],
    [/a*/, 'matches the empty string'],
    [/(a+)+$/, 'takes more than 100 ms'],
  ])('are refused at the start: %s', (pattern, reason) => {
    expect(mistakes(pattern)).toEqual([expect.stringContaining(reason)]);
  });
});
