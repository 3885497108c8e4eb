import { Printed } from './printed';

describe('what a scenario printed', () => {
  it('is read as values of one line and of many', () => {
    const printed = new Printed('/a: 200\ncounts: {\n "GET /a 200": 1\n}\n{"x-id":"a: b"}: []\n');

    expect(printed.value('/a')).toBe(200);
    expect(printed.value('counts')).toEqual({ 'GET /a 200': 1 });
    expect(printed.value('{"x-id":"a: b"}')).toEqual([]);
    expect(printed.rows).toEqual([]);
  });

  it('keeps values of the same name, and rows that are none', () => {
    const printed = new Printed(
      'GET /who: "a"\nsome row: of text\nGET /who: "b"\nlines: ["a | b"]',
    );

    expect(printed.values('GET /who')).toEqual(['a', 'b']);
    expect(printed.rows).toEqual(['some row: of text']);
    expect(printed.row('some')).toBe('some row: of text');
    expect(printed.table('lines')).toEqual([['a', 'b']]);
  });

  it('says what was printed instead of a value that is missing', () => {
    const printed = new Printed('TypeError: x is not a function');

    expect(() => printed.value('errors')).toThrow(/"errors" was not printed[^]*TypeError: x/);
    expect(() => printed.row('all')).toThrow('No row begins with "all"');
  });
});
