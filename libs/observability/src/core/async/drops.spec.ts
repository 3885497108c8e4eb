import { Drops } from './drops';

describe('the count of drops', () => {
  it('adds up by part and reason', () => {
    const drops = new Drops();

    drops.count('logs');
    drops.count('errors', 'timeout');
    drops.count('errors', 'timeout', 3);
    drops.count('errors', 'network');

    expect([...drops.byReason()]).toEqual([
      { part: 'logs', reason: '', count: 1 },
      { part: 'errors', reason: 'timeout', count: 4 },
      { part: 'errors', reason: 'network', count: 1 },
    ]);
    expect([...drops.entries()]).toEqual([
      ['logs', 1],
      ['errors', 5],
    ]);
  });
});
