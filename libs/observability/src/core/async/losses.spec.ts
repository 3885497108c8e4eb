import { Losses } from './losses';

describe('the count of losses', () => {
  it('adds up by part and reason', () => {
    const losses = new Losses();

    losses.count('logs');
    losses.count('errors', 'timeout');
    losses.count('errors', 'timeout', 3);
    losses.count('errors', 'network');

    expect([...losses.byReason()]).toEqual([
      { part: 'logs', reason: '', count: 1 },
      { part: 'errors', reason: 'timeout', count: 4 },
      { part: 'errors', reason: 'network', count: 1 },
    ]);
    expect([...losses.entries()]).toEqual([
      ['logs', 1],
      ['errors', 5],
    ]);
  });
});
