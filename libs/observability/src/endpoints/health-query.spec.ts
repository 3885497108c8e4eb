import type { IncomingMessage } from 'node:http';
import { acceptedFormat, healthQueryOf, namedFormat } from './health-query';

function queryOf(url: string, accept?: string): ReturnType<typeof healthQueryOf> {
  // The reader looks at nothing else.
  return healthQueryOf({ url, headers: { accept } } as IncomingMessage, '/health');
}

describe('the query of a request to a health page', () => {
  it('is for the whole page and its status, when nothing is said', () => {
    expect(queryOf('/health')).toEqual({
      part: undefined,
      format: 'json',
      isForDetails: false,
      exclude: [],
    });
  });

  it.each([
    ['/health/', undefined],
    ['/health/database', 'database'],
    ['/health/database?verbose', 'database'],
    ['/health/disk%3A%2Fdata', 'disk:/data'],
    ['/health/%E0%A4%A', '/'],
    ['/health/%', '/'],
    ['/health//', '/'],
    ['/health/../metrics', '../metrics'],
    ['/health/__proto__', '__proto__'],
  ])('at %s is for the part %j', (url, part) => {
    expect(queryOf(url).part).toBe(part);
  });

  it('names checks to leave out, each once', () => {
    const { exclude } = queryOf('/health?exclude=cache&exclude=queue&exclude=cache&exclude');

    expect(exclude).toEqual(['cache', 'queue', '']);
  });

  it('is for details when the address names a format, and not by what the client accepts', () => {
    expect(queryOf('/health?verbose')).toMatchObject({ format: 'text', isForDetails: true });
    expect(queryOf('/health?format=terminus')).toMatchObject({
      format: 'terminus',
      isForDetails: true,
    });
    expect(queryOf('/health', 'text/plain')).toMatchObject({ format: 'text', isForDetails: false });
  });
});

describe('the format of health', () => {
  it.each([
    ['format=json', 'json'],
    ['format=health+json', 'health+json'],
    ['format=health%2Bjson', 'health+json'],
    ['format=terminus', 'terminus'],
    ['format=text', 'text'],
    ['verbose', 'text'],
    ['verbose=false', 'text'],
    ['verbose&format=json', 'json'],
    ['format=nosuch', undefined],
    ['format=__proto__', undefined],
    ['format=', undefined],
    ['', undefined],
    ['%E0%A4%A=%', undefined],
  ])('by the query %j is %j', (query, format) => {
    expect(namedFormat(new URLSearchParams(query))).toBe(format);
  });

  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['application/health+json', 'health+json'],
    ['Application/Health+JSON; charset=utf-8', 'health+json'],
    ['text/plain', 'text'],
    ['application/json, text/plain, */*', 'json'],
    ['text/plain;q=0.5, application/health+json;q=0.9', 'health+json'],
    ['text/plain;q=0', 'json'],
    ['text/plain;q=rubbish', 'json'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'json'],
    ['constructor, __proto__', 'json'],
  ])('by the Accept header %j is %j', (accept, format) => {
    expect(acceptedFormat(accept)).toBe(format);
  });
});
