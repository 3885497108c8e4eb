import { sizeOfCall } from './line-size';

const EMPTY = sizeOfCall([]);

const refuse = (): never => {
  throw new Error('read');
};

describe('the size of a kept line', () => {
  it.each<[string, readonly unknown[], number]>([
    ['a text', ['x'.repeat(1000)], 1000],
    ['the values of a text', ['%s', 'x'.repeat(500)], 502],
    ['a text in a record', [{ body: 'x'.repeat(1000), id: 7 }, 'hello'], 1005],
    ['a list of texts', [['abc', 'def']], 6],
    ['a buffer', [Buffer.alloc(300)], 300],
    ['a buffer in a record', [{ body: Buffer.alloc(300) }], 300],
    ['no text', [undefined, null, 7, Symbol('s'), new Error()], 0],
  ])('is that of %s', (_case, given, bytes) => {
    expect(sizeOfCall(given) - EMPTY).toBe(bytes);
  });

  it('asks no getter and does not fail at a proxy that throws', () => {
    const lazy = Object.defineProperty({}, 'rows', { get: refuse, enumerable: true });

    expect(sizeOfCall([lazy, new Proxy({}, { ownKeys: refuse })])).toBe(EMPTY);
  });
});
