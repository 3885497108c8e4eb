import { slowerThanLinear, repeated } from '../../core/testing/linear-time';
import { operationIn } from './graphql-document';

describe('the operation in a document', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['{ books { title } }', 'query', undefined],
    ['query { books }', 'query', undefined],
    ['query Titles { books }', 'query', 'Titles'],
    ['mutation Add($book: In = { a: "}" }) { add }', 'mutation', 'Add'],
    ['subscription @live { books }', 'subscription', undefined],
    ['# query Old { a }\nquery New { b }', 'query', 'New'],
    ['fragment query on Book { title } query Titles { books { ...query } }', 'query', 'Titles'],
    ['"""about query A { } \\""" """ query B { b }', 'query', 'B'],
    ['"not closed { \n query C { c }', 'query', 'C'],
    ['query D @note(text: "not closed) { d }', undefined, undefined],
    ['"""not closed query E { e }', undefined, undefined],
    ['type Query { books: [Book] }', undefined, undefined],
    ['} } query Odd { a }', undefined, undefined],
    ['no GraphQL', undefined, undefined],
    ['', undefined, undefined],
  ])('%j is a %s named %s', (document, type, name) => {
    expect(operationIn(document)).toEqual(type === undefined ? undefined : { type, name });
  });

  it('is the one that is requested', () => {
    const document = 'query One { a(text: "mutation Two {") } mutation Two { b }';

    expect([operationIn(document, 'Two'), operationIn(document, 'Three')]).toEqual([
      { type: 'mutation', name: 'Two' },
      undefined,
    ]);
  });

  it('is looked for in the beginning of a very long document, in little time', () => {
    for (const part of ['"', '"""', '\\"""', '{', '"\\', '\\"', '#', 'a']) {
      expect(
        slowerThanLinear({
          read: (document) => operationIn(document),
          textOf: repeated(part),
          length: 4e6,
          maxMs: 60,
        }),
      ).toBeUndefined();
    }
  });
});
