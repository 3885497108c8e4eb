import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { keptText } from './kept-text';

const MB = 1024 * 1024;

describe('a text that is kept', () => {
  it.each([
    ['abc', 5, 'abc'],
    ['abcdef', 3, 'abc'],
    ['a€😀x', 2, 'a€'],
    ['', 3, ''],
  ])('is the beginning of it: %p to %i', (text, max, kept) => {
    expect(keptText(text, max)).toBe(kept);
  });

  it('does not keep the rest', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const before = process.memoryUsage().heapUsed;

    const kept = Array.from({ length: 20 }, (_, i) =>
      keptText(JSON.parse(`"${String(i).padEnd(2 * MB)}"`) as string, 100),
    );
    collect();

    expect(kept).toHaveLength(20);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(20 * MB);
  });
});
