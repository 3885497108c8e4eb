import { NoAnswer, withinLimit } from './within-limit';

const { signal } = new AbortController();
const OVER = AbortSignal.abort();

describe('an answer within a limit', () => {
  it('is what comes in time, for all who wait for it', async () => {
    const answer = Promise.resolve('PONG');

    const all = [withinLimit(answer, 1000, signal), withinLimit(answer, 1000, signal)];

    expect(await Promise.all(all)).toEqual(['PONG', 'PONG']);
    expect(await withinLimit(answer, 1000, signal)).toBe('PONG');
  });

  it('is its own error when it fails', async () => {
    const answer = Promise.reject(new Error('LOADING'));

    await expect(withinLimit(answer, 1000, signal)).rejects.toThrow('LOADING');
    await expect(withinLimit(answer, 1000, signal)).rejects.toThrow('LOADING');
  });

  it('is missing when the time is over, or the whole check', async () => {
    const answer = new Promise(() => undefined);

    await expect(withinLimit(answer, 1, signal)).rejects.toThrow(NoAnswer);
    await expect(withinLimit(answer, 1000, OVER)).rejects.toThrow('no answer within 1000 ms');
  });

  it('that never comes remembers nobody who has waited for it', async () => {
    const answer = new Promise(() => undefined);
    const then = jest.spyOn(answer, 'then');

    for (let i = 0; i < 100; i += 1) {
      await expect(withinLimit(answer, 1000, OVER)).rejects.toThrow(NoAnswer);
    }

    // Each call of it would be kept by the promise until it settles.
    expect(then).toHaveBeenCalledTimes(1);
  });
});
