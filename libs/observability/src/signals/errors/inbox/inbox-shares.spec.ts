import { InboxShares } from './inbox-shares';
import type { InboxSlot } from './inbox-shares';

describe('the shares of the inbox', () => {
  let shares: InboxShares<string, InboxSlot>;
  let places: Map<string, InboxSlot>;
  const place = (key: string, ...transactions: string[]): void => {
    const placed = { transactions: new Set<string>() };
    places.set(key, placed);
    for (const transaction of transactions) shares.meet(placed, transaction);
  };

  beforeEach(() => {
    shares = new InboxShares();
    places = new Map();
  });

  it('let the oldest go of the transaction that holds most', () => {
    place('quiet', 'GET /a');
    place('loud 1', 'GET /b');
    place('loud 2', 'GET /b');

    expect(shares.leastMissed(places)).toBe('loud 1');
  });

  it('let the oldest of all go where each transaction has one', () => {
    place('first', 'GET /a');
    place('second', 'GET /b');

    expect(shares.leastMissed(places)).toBe('first');
  });

  it('count what two transactions have met for the one that holds fewer', () => {
    place('of both', 'GET /b', 'GET /a');
    place('loud 1', 'GET /b');
    place('loud 2', 'GET /b');

    expect(shares.leastMissed(places)).toBe('loud 1');
  });

  it('forget a transaction that holds nothing any more', () => {
    place('one', 'GET /a', 'GET /b');
    place('two', 'GET /a');

    shares.release(places.get('one')!);

    expect(shares.size).toBe(1);
  });

  it('let nothing go where there is nothing', () => {
    expect(shares.leastMissed(places)).toBeUndefined();
  });
});
