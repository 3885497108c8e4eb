import { Losses } from '../../core';
import type { CheckResult } from '../model/contract';
import { Watchers } from './watchers';

const RESULT = { name: 'cache', status: 'healthy' } as CheckResult;

describe('those who hear of checks', () => {
  it('hear of each until they stop', () => {
    const watchers = new Watchers(new Losses());
    const heard: unknown[] = [];
    const change = { from: 'healthy', to: 'unhealthy' } as const;

    const stop = watchers.add({ checked: (...told) => heard.push(told) });
    watchers.tell(RESULT, change);
    stop();
    watchers.tell(RESULT, undefined);

    expect(heard).toEqual([[RESULT, change]]);
  });

  it('are counted when they throw, and hold up no other', () => {
    const losses = new Losses();
    const watchers = new Watchers(losses);
    const heard: string[] = [];
    watchers.add({
      checked: () => {
        throw new Error('deaf');
      },
    });
    watchers.add({ checked: ({ name }) => heard.push(name) });

    watchers.tell(RESULT, undefined);

    expect(heard).toEqual(['cache']);
    expect([...losses.byReason()]).toEqual([{ part: 'health', reason: 'watcher', count: 1 }]);
  });
});
