import { LineBlock } from './line-block';

function linesOf(block: LineBlock): string[] {
  return [...block.lines()].map(({ bytes }) => bytes.toString());
}

describe('a block of lines', () => {
  it('takes many lines as one text, and knows each of them', () => {
    const block = new LineBlock(Buffer.alloc(100));
    block.add('one\n', 40);

    expect(block.addJoined({ text: 'two\nthree\n', ends: [4, 10], level: 30 })).toBe(true);
    expect(linesOf(block)).toEqual(['one\n', 'two\n', 'three\n']);
    expect([...block.lines()].map(({ level }) => level)).toEqual([40, 30, 30]);
  });

  it.each([10, 11, 12, 13, 14, 15, 40])(
    'never takes a text with letters beyond ASCII for whole where %d bytes cut it',
    (bytes) => {
      const block = new LineBlock(Buffer.alloc(bytes));

      expect(block.addJoined({ text: 'éééééaaaa\n', ends: [10], level: 30 })).toBe(false);
      expect(linesOf(block)).toEqual([]);
    },
  );

  it('takes no text that it has no room for', () => {
    const block = new LineBlock(Buffer.alloc(12));

    expect(block.addJoined({ text: 'one\ntwo\nthree\n', ends: [4, 8, 14], level: 30 })).toBe(false);
    expect(block.add('one\n', 30) && linesOf(block)).toEqual(['one\n']);
  });
});
