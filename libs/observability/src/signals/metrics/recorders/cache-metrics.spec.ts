import { RegistryUnderTest } from '../testing/registry-under-test';
import { CacheObservation } from '../../../core';
import { CacheMetrics } from './cache-metrics';

const COUNT = 'cache_operation_duration_seconds_count';

function operationOf(operation: string, result: CacheObservation['result'], cache = 'prices') {
  const observation = new CacheObservation(0, undefined, cache, operation);
  return Object.assign(observation, { result, durationSeconds: 0.002 });
}

describe('CacheMetrics', () => {
  it('keeps caches, operations and outcomes apart', async () => {
    const under = new RegistryUnderTest();
    const metrics = new CacheMetrics(under.registry);

    metrics.end(operationOf('get', 'hit'));
    metrics.end(operationOf('get', 'hit'));
    metrics.end(operationOf('get', 'miss'));
    metrics.end(operationOf('set', 'ok'));
    metrics.end(operationOf('get', 'hit', 'sessions'));

    expect(await under.lines(COUNT)).toEqual([
      `${COUNT}{cache="prices",operation="get",outcome="hit"} 2`,
      `${COUNT}{cache="prices",operation="get",outcome="miss"} 1`,
      `${COUNT}{cache="prices",operation="set",outcome="ok"} 1`,
      `${COUNT}{cache="sessions",operation="get",outcome="hit"} 1`,
    ]);
  });

  it('counts an operation that waits for data, and records no duration of it', async () => {
    const under = new RegistryUnderTest();
    const metrics = new CacheMetrics(under.registry);

    metrics.end(Object.assign(operationOf('blpop', 'ok'), { isWait: true }));
    metrics.end(Object.assign(operationOf('blpop', 'ok'), { isWait: true }));

    expect(await under.lines('cache_waiting_operations_total')).toEqual([
      'cache_waiting_operations_total{cache="prices",operation="blpop",outcome="ok"} 2',
    ]);
    expect(await under.lines(COUNT)).toEqual([]);
  });

  it.each([
    ['threw', true, 'ok'],
    ['said that it failed', false, 'error'],
  ] as const)('counts an operation that %s as an error', async (_case, hasThrown, result) => {
    const under = new RegistryUnderTest();
    const observation = operationOf('set', result);
    if (hasThrown) observation.fail(new Error('connection lost'));

    new CacheMetrics(under.registry).end(observation);

    expect(await under.lines(COUNT)).toEqual([
      `${COUNT}{cache="prices",operation="set",outcome="error"} 1`,
    ]);
  });
});
