import { Backoff } from './backoff';

const LIMITS = { minMs: 250, maxMs: 4000 };
const withoutJitter = (): number => 0;
const mostJitter = (): number => 1;

describe('Backoff', () => {
  it('doubles each pause, up to the maximum', () => {
    const backoff = new Backoff(LIMITS, withoutJitter);

    const pauses = Array.from({ length: 7 }, () => backoff.next());

    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  });

  it('leaves out up to a fifth of each pause', () => {
    const backoff = new Backoff(LIMITS, mostJitter);

    expect([backoff.next(), backoff.next(), backoff.next()]).toEqual([200, 400, 800]);
  });

  it('begins with the shortest pause again after a success', () => {
    const backoff = new Backoff(LIMITS, withoutJitter);
    backoff.next();
    backoff.next();

    backoff.reset();

    expect(backoff.next()).toBe(250);
  });

  it('knows whether the last attempt failed', () => {
    const backoff = new Backoff(LIMITS);

    expect(backoff.isFailing).toBe(false);
    backoff.next();
    expect(backoff.isFailing).toBe(true);
    backoff.reset();
    expect(backoff.isFailing).toBe(false);
  });

  it('takes another maximum for one pause', () => {
    const backoff = new Backoff(LIMITS, withoutJitter);
    for (let i = 0; i < 5; i += 1) backoff.next();

    expect(backoff.next(1000)).toBe(1000);
    expect(backoff.next()).toBe(4000);
  });

  it('stays at the maximum after any number of failures', () => {
    const backoff = new Backoff(LIMITS, withoutJitter);
    for (let i = 0; i < 5000; i += 1) backoff.next();

    expect(backoff.next()).toBe(4000);
  });
});
