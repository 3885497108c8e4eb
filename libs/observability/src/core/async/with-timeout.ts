import { AsyncResource } from 'node:async_hooks';
import { loopTicker, TICK_MS } from '../time/loop-ticker';
import type { LoopWaiter } from '../time/loop-ticker';

/**
 * A time limit that counts loop time: a blocked event loop makes nothing late. When it is over the
 * loop gets one more turn, and after a block one more tick. Timers come first in a turn, so that
 * an answer that waits in its socket would look late otherwise.
 */
export class LoopLimit implements LoopWaiter {
  dueMs = 0;
  private readonly over: () => void;
  private expiry: NodeJS.Immediate | undefined;
  private isLastTick = false;

  /** @param over called once, unless the limit is cleared before */
  constructor(limitMs: number, over: () => void) {
    // The ticker runs in no request's context.
    this.over = AsyncResource.bind(over);
    loopTicker.enter(this, limitMs);
  }

  /** Nothing is called any more. */
  clear(): void {
    loopTicker.leave(this);
    clearImmediate(this.expiry);
  }

  due(turnedMs: number, wasBlocked: boolean): void {
    if (wasBlocked && !this.isLastTick) {
      this.isLastTick = true;
      this.dueMs = turnedMs + TICK_MS;
      return;
    }
    loopTicker.leave(this);
    this.expiry = setImmediate(this.over);
  }
}

/** The work did not end in time. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';

  constructor(readonly limitMs: number) {
    super(`no answer within ${limitMs} ms`);
  }
}

/**
 * The result of the work, or a TimeoutError after the limit, in milliseconds of loop time. Then the
 * work's signal is aborted first, and work that ends because of that has one turn of the loop to
 * return a result of its own.
 */
export async function withTimeout<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limitMs: number,
): Promise<T> {
  const { signal, abort } = abortable();
  const limit = new LoopLimit(limitMs, () => abort(new TimeoutError(limitMs)));
  try {
    return await resultOr(work(signal), signal, setImmediate);
  } finally {
    limit.clear();
  }
}

/** The result, or the reason of the signal once that is aborted. */
export function orAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return resultOr(result, signal, (leave) => leave());
}

function abortable(): { signal: AbortSignal; abort: (reason: Error) => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason) };
}

/** Its listener is always removed, so that many callers can wait for a result that never comes. */
function resultOr<T>(
  result: Promise<T>,
  signal: AbortSignal,
  schedule: (leave: () => void) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const callers = callersOf(result);
    const end = (): void => {
      signal.removeEventListener('abort', aborted);
      callers.delete(caller);
    };
    const caller: Caller<T> = {
      resolve: (value) => (end(), resolve(value)),
      reject: (error) => (end(), reject(error)),
    };
    const aborted = (): void => void schedule(() => caller.reject(signal.reason));
    callers.add(caller);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}

/** A caller that waits for a result. */
interface Caller<T> {
  resolve(value: T): void;
  reject(error: unknown): void;
}

/** The callers that wait for each result; the promise itself would keep every caller that ever waited for it. */
const waiting = new WeakMap<Promise<unknown>, Set<Caller<unknown>>>();

function callersOf<T>(result: Promise<T>): Set<Caller<T>> {
  // The entry was added for this very promise.
  const known = waiting.get(result) as Set<Caller<T>> | undefined;
  if (known) return known;
  const callers = new Set<Caller<T>>();
  waiting.set(result, callers);
  // Later callers have to subscribe anew.
  const notifyAll = (each: (caller: Caller<T>) => void): void => {
    waiting.delete(result);
    callers.forEach(each);
  };
  result.then(
    (value) => notifyAll((caller) => caller.resolve(value)),
    (error: unknown) => notifyAll((caller) => caller.reject(error)),
  );
  return callers;
}
