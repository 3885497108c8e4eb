import { methodOf, METHODS } from './request-methods';

describe('the method of a request', () => {
  it('is one of ten at most', () => {
    expect(METHODS).toHaveLength(10);
    expect(new Set(METHODS).size).toBe(10);
  });

  it.each(METHODS)('%s has a place of its own', (method) => {
    expect(METHODS[methodOf(method)]).toBe(method);
  });

  it.each(['PROPFIND', 'get', 'GET ', '', '__proto__', 'X'.repeat(5000)])(
    'that a client made up has the place of all others: %.20s',
    (method) => {
      expect(METHODS[methodOf(method)]).toBe('OTHER');
    },
  );
});
