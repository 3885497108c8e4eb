/* oxlint-disable unicorn/no-thenable -- they are what this is about */

import { runInThisContext } from 'node:vm';
import { lazyResults, unreadableResults } from '../testing/lazy-results';
import { isNativePromise, onRejected, watchResult } from './watch-result';
import type { Ends } from './watch-result';

const ERROR = new Error('gone');

class Recorded implements Ends {
  readonly calls: unknown[][] = [];

  done(value: unknown): void {
    this.calls.push(['done', value]);
  }

  failed(error: unknown): void {
    this.calls.push(['failed', error]);
  }
}

let ends: Recorded;

beforeEach(() => {
  ends = new Recorded();
});

/** Jest gives tests a copy of `process`, which hears nothing; rejections come to the real one. */
const realProcess = runInThisContext('process') as NodeJS.Process;

async function unhandledDuring(work: () => unknown): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const note = (reason: unknown): void => void reasons.push(reason);
  const others = realProcess.listeners('unhandledRejection');
  realProcess.removeAllListeners('unhandledRejection').on('unhandledRejection', note);
  await work();
  await new Promise(setImmediate);
  realProcess.off('unhandledRejection', note);
  for (const other of others) realProcess.on('unhandledRejection', other);
  return reasons;
}

describe('a result that is watched', () => {
  it.each([[null], [undefined], ['text'], [7], [{}]])('ends at once when it is %p', (value) => {
    expect(watchResult(value, ends)).toBe(value);
    expect(ends.calls).toEqual([['done', value]]);
  });

  it.each(lazyResults)('is not run when it is %s', (_kind, make) => {
    const result = make();

    expect(watchResult(result.value, ends)).toBe(result.value);
    expect(result.runs).toBe(0);
    expect(ends.calls).toHaveLength(1);
  });

  it.each(unreadableResults)('never throws when it is %s', (_kind, make) => {
    const result = make();

    expect(watchResult(result, ends) === result).toBe(true);
    expect(ends.calls).toHaveLength(1);
  });

  it('ends before the caller of its promise goes on', async () => {
    await watchResult(Promise.resolve(7), ends).then(() => ends.calls.push(['caller']));

    expect(ends.calls).toEqual([['done', 7], ['caller']]);
  });

  it('fails with the reason of the rejection, which stays unhandled where nobody handles it', async () => {
    const reasons = await unhandledDuring(() => void watchResult(Promise.reject(ERROR), ends));

    expect(reasons).toEqual([ERROR]);
    expect(ends.calls).toEqual([['failed', ERROR]]);
  });

  it('is the same object when the promise has properties of its own', async () => {
    const promise = Object.assign(Promise.reject(ERROR), { cancel: () => undefined });

    expect(watchResult(promise, ends)).toBe(promise);
    await expect(promise).rejects.toBe(ERROR);
    expect(ends.calls).toEqual([['failed', ERROR]]);
  });

  it('is the same object when the class of the promise cannot be continued', () => {
    class Deaf extends Promise<number> {
      constructor(_executor: unknown) {
        super((resolve) => resolve(7));
      }
    }
    const promise = new Deaf(undefined);

    expect(watchResult(promise, ends)).toBe(promise);
    expect(ends.calls).toEqual([['done', promise]]);
  });
});

describe('a native promise', () => {
  class Download extends Promise<void> {}

  it.each([
    ['of an async function', async () => 7, true],
    ['of a class that changes nothing', () => Download.resolve(), true],
    ['with properties', () => Object.assign(Promise.resolve(), { child: 1 }), true],
    ['no value', () => undefined, false],
  ])('%s', (_kind, make, isNative) => {
    expect(isNativePromise(make())).toBe(isNative);
  });
});

describe('when another library changes promises after this one was loaded', () => {
  const NativePromise = Promise;
  const { then } = Promise.prototype;

  /** As agents and libraries of async hooks do. */
  function patchThen(): void {
    NativePromise.prototype.then = function patched(this: Promise<unknown>, ...handlers: []) {
      return then.apply(this, handlers);
    } as typeof then;
  }

  /** As zone.js does: a class of its own, with a `then` of its own, and another `then` for native promises. */
  function replacePromise(): void {
    patchThen();
    class Replaced<T> extends NativePromise<T> {
      override then<A, B>(...handlers: Parameters<typeof then<A, B>>): Promise<A | B> {
        return super.then(...handlers);
      }
    }
    globalThis.Promise = Replaced;
  }

  afterEach(() => {
    globalThis.Promise = NativePromise;
    NativePromise.prototype.then = then;
  });

  describe.each([
    ['patches `then`', patchThen],
    ['replaces the global class', replacePromise],
  ])('one that %s', (_kind, change) => {
    it('ends with the promise of an async function', async () => {
      const promise = (async () => 7)();
      change();

      const watched = watchResult(promise, ends);
      const callsAtFirst = [...ends.calls];
      await watched;

      expect(isNativePromise(promise)).toBe(true);
      expect(callsAtFirst).toEqual([]);
      expect(ends.calls).toEqual([['done', 7]]);
    });

    it('leaves a rejection that nobody handles unhandled', async () => {
      const failing = async (): Promise<never> => {
        throw ERROR;
      };
      change();

      const unhandled = await unhandledDuring(() => void watchResult(failing(), ends));

      expect(unhandled).toEqual([ERROR]);
      expect(ends.calls).toEqual([['failed', ERROR]]);
    });

    it.each(lazyResults)('does not run %s', async (_lazy, make) => {
      const result = make();
      change();

      expect(watchResult(result.value, ends)).toBe(result.value);
      onRejected(result.value, jest.fn());
      await new NativePromise(setImmediate);

      expect(result.runs).toBe(0);
    });
  });
});

describe('a result that is not awaited', () => {
  it('reports its rejection, which does not end the process', async () => {
    const failed = jest.fn();

    const unhandled = await unhandledDuring(() => onRejected(Promise.reject(ERROR), failed));

    expect(failed.mock.calls).toEqual([[ERROR]]);
    expect(unhandled).toEqual([]);
  });

  it('reports the rejection of a promise with a `then` of its own, which is not called', async () => {
    const failed = jest.fn();
    const own = jest.fn();
    const promise = Object.defineProperty(Promise.reject(ERROR), 'then', { value: own });

    const unhandled = await unhandledDuring(() => onRejected(promise, failed));

    expect(failed.mock.calls).toEqual([[ERROR]]);
    expect(own).not.toHaveBeenCalled();
    expect(unhandled).toEqual([]);
  });

  it.each(lazyResults)('is not run: %s', async (_kind, make) => {
    const result = make();

    onRejected(result.value, jest.fn());
    await new Promise(setImmediate);

    expect(result.runs).toBe(0);
  });

  it.each(unreadableResults)('throws nothing: %s', (_kind, make) => {
    expect(() => onRejected(make(), jest.fn())).not.toThrow();
  });
});
