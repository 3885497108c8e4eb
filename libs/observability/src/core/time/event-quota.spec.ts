import { FakeClock } from '../../testing/fake-clock';
import { EventQuota } from './event-quota';

describe('the quota of events', () => {
  let clock: FakeClock;
  let quota: EventQuota;
  const take = (times: number, transaction?: string): (string | undefined)[] =>
    Array.from({ length: times }, () => quota.take(transaction));

  beforeEach(() => {
    clock = new FakeClock();
    quota = new EventQuota({ total: 8, perTransaction: 4 }, clock);
  });

  it('gives one transaction so many in a second', () => {
    expect(take(5, 'GET /a').slice(3)).toEqual([undefined, 'transaction_quota']);
  });

  it('leaves a quarter of the total to transactions that had none in this second', () => {
    take(4, 'GET /a');
    take(2, 'GET /b');

    expect(take(1, 'GET /b')).toEqual(['total_quota']);
    expect([...take(1, 'GET /c'), ...take(1, 'GET /d')]).toEqual([undefined, undefined]);
    expect(take(1, 'GET /e')).toEqual(['total_quota']);
  });

  it('gives what the app captures itself all but that quarter', () => {
    expect(take(7).slice(5)).toEqual([undefined, 'total_quota']);
    expect(take(1, 'GET /a')).toEqual([undefined]);
  });

  it('begins anew with the next second', () => {
    take(8, 'GET /a');
    clock.advance(999);
    const before = quota.take('GET /a');
    clock.advance(1);

    expect([before, quota.take('GET /a')]).toEqual(['transaction_quota', undefined]);
  });

  it('gives one where the total is one', () => {
    quota = new EventQuota({ total: 1, perTransaction: 1 }, clock);

    expect([quota.take(), quota.take('GET /a')]).toEqual([undefined, 'total_quota']);
  });

  it('gives none where the total is none', () => {
    quota = new EventQuota({ total: 0, perTransaction: 5 }, clock);

    expect([quota.take(), quota.take('GET /a')]).toEqual(['total_quota', 'total_quota']);
  });

  it('remembers no more than 1000 transactions; further ones share one quota', () => {
    quota = new EventQuota({ total: 1_000_000, perTransaction: 4 }, clock);
    for (let i = 0; i < 2000; i += 1) quota.take(`GET /${i}`);

    expect(quota.size).toBe(1000);
    expect(quota.take('GET /another')).toBe('transaction_quota');
    expect(quota.take('GET /0')).toBeUndefined();
  });
});
