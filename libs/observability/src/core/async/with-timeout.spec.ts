import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { LoopLimit, orAborted, TimeoutError, withTimeout } from './with-timeout';
import { loopTimeOf } from '../time/clock';

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
});

describe('while the event loop is blocked', () => {
  it('no limit ends, and what arrived meanwhile is in time', async () => {
    const over = jest.fn();
    const limit = new LoopLimit(250, over);

    block(400);
    await sleep(50);

    expect(over).not.toHaveBeenCalled();
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

const never = (): Promise<never> => new Promise(() => undefined);

function throws(): never {
  throw new Error('LOADING');
}

/** Resolves with what it has when its signal is aborted. */
function half(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('half')));
}

describe('work within a time limit', () => {
  it('comes to its own result', async () => {
    await expect(withTimeout(async () => 'PONG', 1000)).resolves.toBe('PONG');
  });

  it('fails with its own error, thrown or rejected', async () => {
    await expect(withTimeout(throws, 1000)).rejects.toThrow('LOADING');
    await expect(withTimeout(async () => throws(), 1000)).rejects.toThrow('LOADING');
  });

  it('is late after the limit, and its signal is aborted', async () => {
    let seen: AbortSignal | undefined;
    const work = (signal: AbortSignal): Promise<never> => {
      seen = signal;
      return never();
    };

    await expect(withTimeout(work, 1)).rejects.toThrow('no answer within 1 ms');
    expect(seen?.reason).toBeInstanceOf(TimeoutError);
  });

  it('may still say what it has when its signal is aborted', async () => {
    await expect(withTimeout(half, 1)).resolves.toBe('half');
  });

  it('leaves no timer behind', async () => {
    jest.useFakeTimers();

    await withTimeout(async () => 'PONG', 1000);

    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('counts what arrived while something blocked the loop', async () => {
    const answer = new Promise<string>((resolve) => setImmediate(() => resolve('PONG')));
    const outcome = withTimeout(() => answer, 5);

    block(20);

    await expect(outcome).resolves.toBe('PONG');
  });
});

describe('a result that many callers wait for', () => {
  const { signal } = new AbortController();
  const OVER = AbortSignal.abort(new TimeoutError(1000));

  it('is the same for all of them, and later ones too', async () => {
    const result = Promise.resolve('PONG');

    const all = [orAborted(result, signal), orAborted(result, signal)];

    expect(await Promise.all(all)).toEqual(['PONG', 'PONG']);
    expect(await orAborted(result, signal)).toBe('PONG');
  });

  it('is its own error when it fails', async () => {
    const result = Promise.reject(new Error('LOADING'));

    await expect(orAborted(result, signal)).rejects.toThrow('LOADING');
    await expect(orAborted(result, signal)).rejects.toThrow('LOADING');
  });

  it('that never comes keeps no reference to its callers', async () => {
    const result = never();
    const then = jest.spyOn(result, 'then');

    for (let i = 0; i < 100; i += 1) {
      await expect(orAborted(result, OVER)).rejects.toThrow(TimeoutError);
    }

    // Each call of it would be kept by the promise until it settles.
    expect(then).toHaveBeenCalledTimes(1);
  });
});
