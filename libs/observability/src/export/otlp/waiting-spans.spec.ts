import type { ReadableSpan } from './readable-span';
import { WaitingSpans } from './waiting-spans';

const span = (name: string): ReadableSpan => ({ name }) as Partial<ReadableSpan> as ReadableSpan;
const write = (spans: readonly ReadableSpan[]): Uint8Array =>
  Buffer.from(spans.map(({ name }) => name).join());

function waiting(count: number, batch = 512): WaitingSpans {
  const spans = new WaitingSpans(batch);
  for (let i = 0; i < count; i += 1) spans.add(span(`s${i}`));
  return spans;
}

describe('spans that wait', () => {
  it('say each 32nd time that there are enough for a pack', () => {
    const spans = new WaitingSpans(512);

    const enough = Array.from({ length: 70 }, () => spans.add(span('a')));

    expect(enough.flatMap((isEnough, i) => (isEnough ? [i + 1] : []))).toEqual([32, 64]);
  });

  it('are written in packs, in their order, and the rest stay as they are', () => {
    const spans = new WaitingSpans(512);
    for (let i = 0; i < 70; i += 1) if (spans.add(span(`s${i}`))) spans.pack(write);

    const { written, spans: rest, size } = spans.take();

    expect(written.map((pack) => Buffer.from(pack).toString().split(',').length)).toEqual([32, 32]);
    expect(Buffer.from(written[0]!).toString()).toMatch(/^s0,s1,/);
    expect(rest.map(({ name }) => name)).toEqual(['s64', 's65', 's66', 's67', 's68', 's69']);
    expect([size, spans.size]).toEqual([70, 0]);
  });

  it('stay as they are while they cannot be written', () => {
    const spans = waiting(40);

    spans.pack(() => undefined);

    expect(spans.take()).toMatchObject({ written: [], size: 40 });
  });

  it.each([
    [10, [10]],
    [32, [32]],
    [50, [32]],
    [64, [64]],
    [512, [70]],
  ])('go %i at a time at the most, the oldest first', (most, [first]) => {
    const spans = new WaitingSpans(most);
    for (let i = 0; i < 70; i += 1) if (spans.add(span(`s${i}`))) spans.pack(write);

    const sizes = spans.batches().map(({ size }) => size);

    expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
    expect([sizes[0], sizes.reduce((a, b) => a + b)]).toEqual([first, 70]);
  });

  it('stay when they are only looked at, and are counted when they are dropped', () => {
    const spans = waiting(40);
    spans.pack(write);
    spans.batches();

    expect([spans.drop(), spans.size, spans.take().size]).toEqual([40, 0, 0]);
  });
});
