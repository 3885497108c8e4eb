import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { limitedSignal, LoopLimit } from './loop-limit';
import { loopTimeOf } from './loop-stopwatch';

/** Synchronous work. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('a limit in loop time', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([1, 20, 30, 2000, 2000.7])('of %d ms is over then, and not before', async (limitMs) => {
    const over = jest.fn();
    void new LoopLimit(limitMs, over);

    await jest.advanceTimersByTimeAsync(Math.floor(limitMs) - 1);
    await turn();
    expect(over).not.toHaveBeenCalled();

    await jest.advanceTimersByTimeAsync(2);
    await turn();
    expect(over).toHaveBeenCalledTimes(1);
  });

  it('is never over once it was cleared', async () => {
    const over = jest.fn();
    const limit = new LoopLimit(100, over);

    limit.clear();
    await jest.advanceTimersByTimeAsync(1000);

    expect(over).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('aborts a signal with its reason', async () => {
    const limit = limitedSignal(100, () => new Error('late'));

    await jest.advanceTimersByTimeAsync(100);
    await turn();

    expect(limit.signal.reason).toEqual(new Error('late'));
  });
});

describe('while the event loop is blocked', () => {
  it('no limit ends, and what arrived meanwhile is in time', async () => {
    const over = jest.fn();
    const limit = new LoopLimit(250, over);

    block(400);
    await sleep(50);

    expect(over).not.toHaveBeenCalled();
    expect(limit.blockedMs).toBeGreaterThan(300);
    limit.clear();
  });

  it('at the very end of a limit, one more tick passes before it is over', async () => {
    const order: string[] = [];
    void new LoopLimit(30, () => order.push('over'));
    setTimeout(() => order.push('answer'), 32);

    block(200);
    await sleep(100);

    expect(order).toEqual(['answer', 'over']);
  });

  it('no work takes longer', async () => {
    const ms = await loopTimeOf(async () => {
      await sleep(5);
      block(300);
      await sleep(5);
    });

    expect(ms).toBeGreaterThanOrEqual(9);
    expect(ms).toBeLessThan(150);
  });

  it('again and again, a limit ends all the same', async () => {
    const over = jest.fn();
    void new LoopLimit(100, over);

    for (let i = 0; i < 20 && over.mock.calls.length === 0; i += 1) {
      block(60);
      await sleep(1);
    }

    expect(over).toHaveBeenCalledTimes(1);
  });
});
