import { array, assert, nat, option, property } from 'fast-check';
import { BoundedQueue } from './bounded-queue';

const bytesOf = (text: string): number => text.length;

function holding<T>(queue: BoundedQueue<T>, ...items: T[]): BoundedQueue<T> {
  for (const item of items) queue.add(item);
  return queue;
}

describe('BoundedQueue', () => {
  it('gives the items back in their order', () => {
    const queue = holding(new BoundedQueue<number>({ drop: 'newest', maxItems: 5 }), 1, 2, 3);

    expect([queue.oldest, queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([
      1,
      1,
      2,
      3,
      undefined,
    ]);
  });

  it('drops the newest beyond its number of items, and counts it', () => {
    const queue = holding(new BoundedQueue<number>({ drop: 'newest', maxItems: 2 }), 1, 2);

    expect(queue.add(3)).toBe(false);
    expect([queue.all(), queue.dropped]).toEqual([[1, 2], 1]);
  });

  it('drops the oldest beyond its number of items, and counts it', () => {
    const queue = holding(new BoundedQueue<number>({ drop: 'oldest', maxItems: 2 }), 1, 2);

    expect(queue.add(3)).toBe(true);
    expect([queue.all(), queue.dropped]).toEqual([[2, 3], 1]);
  });

  it('drops the newest beyond its bytes, and takes a smaller one that fits', () => {
    const queue = holding(
      new BoundedQueue<string>({ drop: 'newest', maxBytes: 4, bytesOf }),
      'abc',
    );

    expect([queue.add('de'), queue.add('f')]).toEqual([false, true]);
    expect([queue.all(), queue.bytes]).toEqual([['abc', 'f'], 4]);
  });

  it('drops as many of the oldest as the bytes of a new one need', () => {
    const limits = { drop: 'oldest', maxBytes: 4, bytesOf } as const;
    const queue = holding(new BoundedQueue<string>(limits), 'ab', 'c', 'd');

    queue.add('efg');

    expect([queue.all(), queue.bytes, queue.dropped]).toEqual([['d', 'efg'], 4, 2]);
  });

  it('drops an item that fits into no queue, and none of the others for it', () => {
    const limits = { drop: 'oldest', maxBytes: 4, bytesOf } as const;
    const queue = holding(new BoundedQueue<string>(limits), 'ab');

    expect([queue.canHold('abcde'), queue.add('abcde')]).toEqual([false, false]);
    expect([queue.all(), queue.dropped]).toEqual([['ab'], 1]);
  });

  it('leaves room for what may come back', () => {
    const queue = new BoundedQueue<string>({ drop: 'newest', maxBytes: 4, bytesOf });

    expect([queue.add('ab', 3), queue.add('ab', 2)]).toEqual([false, true]);
  });

  it('is empty after it was cleared, and counts no drop for it', () => {
    const queue = holding(new BoundedQueue<string>({ drop: 'newest', maxBytes: 4, bytesOf }), 'ab');

    queue.clear();

    expect([queue.length, queue.bytes, queue.oldest, queue.dropped]).toEqual([0, 0, undefined, 0]);
  });

  it('holds what an array would hold, whatever is added and taken', () => {
    const steps = array(option(nat(1000), { nil: undefined, freq: 2 }), { maxLength: 600 });

    assert(
      property(steps, (all) => {
        const queue = new BoundedQueue<number>({ drop: 'oldest', maxItems: 100, bytesOf: Number });
        const model: number[] = [];
        const taken = all.map((step) => {
          if (step === undefined) return [queue.take(), model.shift()];
          queue.add(step);
          if (model.push(step) > 100) model.shift();
          return [];
        });
        expect(taken.map(([one]) => one)).toEqual(taken.map(([, one]) => one));
        expect(queue.all()).toEqual(model);
        expect(queue.bytes).toBe(model.reduce((sum, one) => sum + one, 0));
      }),
    );
  });
});
