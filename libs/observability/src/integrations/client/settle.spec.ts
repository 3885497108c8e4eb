import { settle } from './settle';
import type { Ends } from './settle';

class Told implements Ends {
  readonly news: unknown[][] = [];

  done(value: unknown): void {
    this.news.push(['done', value]);
  }

  failed(error: unknown): void {
    this.news.push(['failed', error]);
  }
}

const ERROR = new Error('gone');
let told: Told;

beforeEach(() => {
  told = new Told();
});

describe('a call that settles', () => {
  it('is done at once when it returns a value', () => {
    expect(settle(() => 7, told)).toBe(7);
    expect(told.news).toEqual([['done', 7]]);
  });

  it('is done when its promise is, and the caller gets the value', async () => {
    const result = settle(() => Promise.resolve(7), told);

    expect(told.news).toEqual([]);
    expect(await result).toBe(7);
    expect(told.news).toEqual([['done', 7]]);
  });

  it('is told of before the caller goes on', async () => {
    await settle(() => Promise.resolve(7), told).then(() => told.news.push(['caller']));

    expect(told.news).toEqual([['done', 7], ['caller']]);
  });

  it('fails with the error that was thrown', () => {
    const call = (): never => {
      throw ERROR;
    };

    expect(() => settle(call, told)).toThrow(ERROR);
    expect(told.news).toEqual([['failed', ERROR]]);
  });

  it('fails with the reason of the rejection', async () => {
    await expect(settle(() => Promise.reject(ERROR), told)).rejects.toBe(ERROR);
    expect(told.news).toEqual([['failed', ERROR]]);
  });

  it('hands on a promise that is more than a promise as it is', async () => {
    const promise = Object.assign(Promise.resolve(7), { cancel: () => undefined });

    const result = settle(() => promise, told);
    await result;

    expect(result).toBe(promise);
    expect(told.news).toEqual([['done', 7]]);
  });

  it.each([[null], [undefined], ['text'], [{}]])('takes %p for a value', (value) => {
    expect(settle(() => value, told)).toBe(value);
    expect(told.news).toEqual([['done', value]]);
  });
});
