import { Drops } from '../../core';
import type { CheckResult } from '../model/contract';
import { HealthSubscribers } from './health-subscribers';

const RESULT = { name: 'cache', status: 'healthy' } as CheckResult;

describe('subscribers', () => {
  it('are notified of each check until they unsubscribe', () => {
    const subscribers = new HealthSubscribers(new Drops());
    const heard: unknown[] = [];
    const change = { from: 'healthy', to: 'unhealthy' } as const;

    const stop = subscribers.add({ checked: (...args) => heard.push(args) });
    subscribers.notify(RESULT, change);
    stop();
    subscribers.notify(RESULT, undefined);

    expect(heard).toEqual([[RESULT, change]]);
  });

  it('are counted when they throw, and hold up no other', () => {
    const drops = new Drops();
    const subscribers = new HealthSubscribers(drops);
    const heard: string[] = [];
    subscribers.add({
      checked: () => {
        throw new Error('deaf');
      },
    });
    subscribers.add({ checked: ({ name }) => heard.push(name) });

    subscribers.notify(RESULT, undefined);

    expect(heard).toEqual(['cache']);
    expect([...drops.byReason()]).toEqual([{ part: 'health', reason: 'watcher', count: 1 }]);
  });
});
