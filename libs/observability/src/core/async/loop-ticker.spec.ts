import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { LoopLimit } from './loop-limit';
import { LoopStopwatch } from './loop-stopwatch';

describe('the ticker of all limits', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('has one timer however many limits are pending, and none when the last is gone', () => {
    jest.useFakeTimers();
    const limits = Array.from({ length: 1000 }, (_, i) => new LoopLimit(100 + i, () => undefined));
    const stopwatch = new LoopStopwatch();

    expect(jest.getTimerCount()).toBe(1);
    limits.forEach((limit) => limit.clear());
    expect(jest.getTimerCount()).toBe(1);
    stopwatch.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends each limit in its own time', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const over: number[] = [];
    for (const ms of [50, 3, 500, 21, 20]) void new LoopLimit(ms, () => over.push(ms));

    await jest.advanceTimersByTimeAsync(25);
    await jest.advanceTimersByTimeAsync(475);
    await new Promise(setImmediate);

    expect(over).toEqual([3, 20, 21, 50, 500]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('calls each limit in the context that has set it', async () => {
    const context = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const begin = (): void => void new LoopLimit(5, () => seen.push(context.getStore()));

    context.run('first', begin);
    context.run('second', begin);
    begin();
    await sleep(300);

    expect(seen).toEqual(['first', 'second', undefined]);
  });

  it.each([
    ['fake timers', 'real ones', false],
    ['real timers', 'fake ones', true],
    ['fake timers', 'other fake ones', true],
  ])('goes on when %s are replaced by %s', async (from, _to, isFake) => {
    if (from === 'fake timers') jest.useFakeTimers();
    const left = new LoopLimit(10_000, () => undefined);
    jest.useRealTimers();
    if (isFake) jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const over = jest.fn();

    void new LoopLimit(5, over);
    if (isFake) await jest.advanceTimersByTimeAsync(100);
    else await sleep(300);
    await new Promise(setImmediate);
    left.clear();

    expect(over).toHaveBeenCalledTimes(1);
  });

  it('takes little of the processor for thousands of pending limits', async () => {
    const limits = Array.from({ length: 5000 }, () => new LoopLimit(60_000, () => undefined));
    const [before, begun] = [process.cpuUsage(), performance.now()];

    await sleep(500);
    const { user, system } = process.cpuUsage(before);
    // On a busy machine the half second is longer, and the ticks are more.
    const elapsedMs = performance.now() - begun;
    limits.forEach((limit) => limit.clear());

    expect((user + system) / 1000 / elapsedMs).toBeLessThan(0.4);
  });
});
