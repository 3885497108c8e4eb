import { acceptedFormat, namedFormat } from './format';

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
