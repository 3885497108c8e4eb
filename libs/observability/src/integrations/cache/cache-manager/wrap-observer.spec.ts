import { EventEmitter, once } from 'node:events';
import { Observer } from '../../../core';
import type { CacheObservation } from '../../../core';
import { CacheObserver } from './cache-observer';
import { StoreFailures } from './store-failures';
import { WrapObserver } from './wrap-observer';

let ended: CacheObservation[];
let wraps: WrapObserver;

beforeEach(() => {
  ended = [];
  const end = (observation: CacheObservation): void => void ended.push(observation);
  const observer = new Observer([{ name: 'recorder', caches: { end } }]);
  wraps = new WrapObserver(new CacheObserver(observer, 'default', new StoreFailures([])));
});

function results(): string[] {
  return ended.map(({ result }) => result);
}

/** A call of `wrap` under way: the test tells it to call the function, and ends it. */
class Call {
  private readonly steps = new EventEmitter();
  private given: (() => unknown) | undefined;
  readonly ended: Promise<unknown>;

  constructor(key: string) {
    this.ended = wraps.observe(
      key,
      () => 'made',
      async (load) => {
        this.given = load;
        const [error] = (await once(this.steps, 'end')) as [Error | undefined];
        if (error) throw error;
      },
    );
  }

  load(): void {
    this.given?.();
  }

  async end(error?: Error): Promise<unknown> {
    this.steps.emit('end', error);
    return this.ended;
  }
}

describe('calls of wrap for one key', () => {
  it('are misses for all who wait for the first, from when its function is called', () => {
    const [first] = [new Call('tea'), new Call('tea')];

    first.load();

    expect(results()).toEqual(['miss', 'miss']);
  });

  it('are misses for who comes while the function runs, once each', async () => {
    const first = new Call('tea');
    first.load();

    const second = new Call('tea');

    expect(results()).toEqual(['miss', 'miss']);
    await Promise.all([first.end(), second.end()]);
    expect(ended).toHaveLength(2);
  });

  it('are judged anew when nobody waits any more', async () => {
    const first = new Call('tea');
    first.load();
    await first.end();

    const second = new Call('tea');
    await second.end();

    expect(results()).toEqual(['miss', 'hit']);
  });

  it('say nothing of other keys', async () => {
    const [tea, milk] = [new Call('tea'), new Call('milk')];

    tea.load();
    await milk.end();

    expect(results()).toEqual(['miss', 'hit']);
  });

  it('fail when no function was called', async () => {
    const first = new Call('tea');

    await expect(first.end(new Error('gone'))).rejects.toThrow('gone');
    expect(results()).toEqual(['error']);
  });
});
