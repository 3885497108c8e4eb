import { runInThisContext } from 'node:vm';
import { Drops, Warnings } from '../../../core';
import { LimitedCollector } from './limited-collector';

const LIMIT_MS = 30;

/** Jest gives tests a copy of `process`, which hears nothing; rejections come to the real one. */
const realProcess = runInThisContext('process') as NodeJS.Process;

class Collecting<T> {
  readonly drops = new Drops();
  readonly said: string[] = [];
  /** How often it was called. */
  calls = 0;
  readonly collector: LimitedCollector<T>;

  constructor(call: (calls: number) => T | Promise<T>, limitMs?: number) {
    const warnings = new Warnings((message) => void this.said.push(message));
    const counted = (): T | Promise<T> => call((this.calls += 1));
    this.collector = new LimitedCollector('pool', counted, this.drops, warnings, limitMs);
  }

  get dropped(): number {
    return new Map(this.drops.entries()).get('metrics') ?? 0;
  }
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

function deferred<T>(): Deferred<T> {
  const made = {} as { -readonly [K in keyof Deferred<T>]: Deferred<T>[K] };
  made.promise = new Promise<T>((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

function timersOfProcess(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}

const never = (): Promise<number> => new Promise(() => undefined);

function fail(): never {
  throw new Error('the pool is gone');
}

describe('LimitedCollector', () => {
  it.each<[string, () => number | Promise<number>]>([
    ['at once', () => 7],
    ['later', () => Promise.resolve(7)],
  ])('brings what its call brings %s', async (_case, call) => {
    const { collector, drops } = new Collecting(call);

    expect(await collector.collect()).toBe(7);
    expect([...drops.entries()]).toEqual([]);
  });

  it.each<[string, () => Promise<number>]>([
    ['throws', (): never => fail()],
    ['rejects', () => Promise.reject(new Error('the pool is gone'))],
  ])('brings nothing when its call %s; that is counted, and said once', async (_case, call) => {
    const collecting = new Collecting(call);

    const results = [await collecting.collector.collect(), await collecting.collector.collect()];

    expect(results).toEqual([undefined, undefined]);
    expect(collecting.dropped).toBe(2);
    expect(collecting.said).toEqual([
      'The collector of "pool" failed: the pool is gone; its last values are exposed again.',
    ]);
  });

  it.each<[string, (calls: number) => number | Promise<number>]>([
    ['threw', (calls) => (calls === 1 ? fail() : calls)],
    ['rejected', (calls) => (calls === 1 ? Promise.reject(new Error('gone')) : calls)],
  ])('asks again after its call %s', async (_case, call) => {
    const { collector } = new Collecting(call);

    await collector.collect();

    expect(await collector.collect()).toBe(2);
  });

  it('waits for a call that never ends no longer than its limit', async () => {
    const collecting = new Collecting(never, LIMIT_MS);
    const started = performance.now();

    const result = await collecting.collector.collect();

    expect(result).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(LIMIT_MS * 10);
    expect(collecting.dropped).toBe(1);
    expect(collecting.said).toEqual([
      'The collector of "pool" did not answer within 0.03 s; its last values are exposed again.',
    ]);
  });

  it('has a limit of one second', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const collecting = new Collecting(never);

    const result = collecting.collector.collect();
    jest.advanceTimersByTime(999);
    expect(collecting.dropped).toBe(0);
    await jest.advanceTimersByTimeAsync(1);
    jest.useRealTimers();

    expect(await result).toBeUndefined();
    expect(collecting.dropped).toBe(1);
  });

  it('does not ask again while its last call is under way', async () => {
    const collecting = new Collecting(never, LIMIT_MS);

    await collecting.collector.collect();
    await collecting.collector.collect();

    expect(collecting.calls).toBe(1);
  });

  it('returns a late result to the next scrape, and collects again after that', async () => {
    const first = deferred<number>();
    const collecting = new Collecting((calls) => (calls > 1 ? calls : first.promise), LIMIT_MS);
    await collecting.collector.collect();

    const second = collecting.collector.collect();
    first.resolve(41);

    expect(await second).toBe(41);
    expect(await collecting.collector.collect()).toBe(2);
  });

  it('leaves no unhandled rejection when its call fails too late', async () => {
    const unhandled: unknown[] = [];
    const hear = (reason: unknown): void => void unhandled.push(reason);
    realProcess.on('unhandledRejection', hear);
    const late = deferred<number>();
    const { collector } = new Collecting(() => late.promise, LIMIT_MS);

    await collector.collect();
    late.reject(new Error('too late'));
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    realProcess.off('unhandledRejection', hear);

    expect(unhandled).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    const before = timersOfProcess();
    const { collector } = new Collecting(() => 7);

    await collector.collect();

    expect(timersOfProcess()).toBe(before);
  });
});
