import { settle } from './settle';
import type { Ends } from './settle';

class RecordedEnds implements Ends {
  readonly calls: unknown[][] = [];

  done(value: unknown): void {
    this.calls.push(['done', value]);
  }

  failed(error: unknown): void {
    this.calls.push(['failed', error]);
  }
}

const ERROR = new Error('gone');
let recorded: RecordedEnds;

beforeEach(() => {
  recorded = new RecordedEnds();
});

describe('a call that settles', () => {
  it('is done at once when it returns a value', () => {
    expect(settle(() => 7, recorded)).toBe(7);
    expect(recorded.calls).toEqual([['done', 7]]);
  });

  it('is done when its promise is, and the caller gets the value', async () => {
    const result = settle(() => Promise.resolve(7), recorded);

    expect(recorded.calls).toEqual([]);
    expect(await result).toBe(7);
    expect(recorded.calls).toEqual([['done', 7]]);
  });

  it('is reported before the caller continues', async () => {
    await settle(() => Promise.resolve(7), recorded).then(() => recorded.calls.push(['caller']));

    expect(recorded.calls).toEqual([['done', 7], ['caller']]);
  });

  it('fails with the error that was thrown', () => {
    const call = (): never => {
      throw ERROR;
    };

    expect(() => settle(call, recorded)).toThrow(ERROR);
    expect(recorded.calls).toEqual([['failed', ERROR]]);
  });

  it('fails with the reason of the rejection', async () => {
    await expect(settle(() => Promise.reject(ERROR), recorded)).rejects.toBe(ERROR);
    expect(recorded.calls).toEqual([['failed', ERROR]]);
  });

  it('hands on a promise that is more than a promise as it is', async () => {
    const promise = Object.assign(Promise.resolve(7), { cancel: () => undefined });

    const result = settle(() => promise, recorded);
    await result;

    expect(result).toBe(promise);
    expect(recorded.calls).toEqual([['done', 7]]);
  });

  it.each([[null], [undefined], ['text'], [{}]])('takes %p for a value', (value) => {
    expect(settle(() => value, recorded)).toBe(value);
    expect(recorded.calls).toEqual([['done', value]]);
  });
});
