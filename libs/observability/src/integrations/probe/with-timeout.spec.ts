import { NoAnswerError, withTimeout } from './with-timeout';

const { signal } = new AbortController();
const OVER = AbortSignal.abort();

describe('an answer within a limit', () => {
  it('is what comes in time, for all callers', async () => {
    const answer = Promise.resolve('PONG');

    const all = [withTimeout(answer, 1000, signal), withTimeout(answer, 1000, signal)];

    expect(await Promise.all(all)).toEqual(['PONG', 'PONG']);
    expect(await withTimeout(answer, 1000, signal)).toBe('PONG');
  });

  it('is its own error when it fails', async () => {
    const answer = Promise.reject(new Error('LOADING'));

    await expect(withTimeout(answer, 1000, signal)).rejects.toThrow('LOADING');
    await expect(withTimeout(answer, 1000, signal)).rejects.toThrow('LOADING');
  });

  it('is an error after the timeout, or when the whole check is aborted', async () => {
    const answer = new Promise(() => undefined);

    await expect(withTimeout(answer, 1, signal)).rejects.toThrow(NoAnswerError);
    await expect(withTimeout(answer, 1000, OVER)).rejects.toThrow('no answer within 1000 ms');
  });

  it('that never comes keeps no reference to its callers', async () => {
    const answer = new Promise(() => undefined);
    const then = jest.spyOn(answer, 'then');

    for (let i = 0; i < 100; i += 1) {
      await expect(withTimeout(answer, 1000, OVER)).rejects.toThrow(NoAnswerError);
    }

    // Each call of it would be kept by the promise until it settles.
    expect(then).toHaveBeenCalledTimes(1);
  });
});
