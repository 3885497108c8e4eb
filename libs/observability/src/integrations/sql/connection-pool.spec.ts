import { RecordingSink } from '../../testing/recording-sink';
import { pgPoolState, poolCollector } from './connection-pool';
import type { PgPool, PoolState } from './connection-pool';

function read(state: PoolState): Record<string, number> {
  const sink = new RecordingSink();
  void poolCollector('orders', () => state).read?.(sink);
  return sink.values;
}

function pool(totalCount: number, idleCount: number, waitingCount: number, max?: number): PgPool {
  return { totalCount, idleCount, waitingCount, options: { max } };
}

describe('the reading of a pool', () => {
  it('reports connections by state, waiting callers, and the limit', () => {
    expect(read({ used: 3, idle: 2, pending: 1, max: 10 })).toEqual({
      'db_client_connections{orders,used}': 3,
      'db_client_connections{orders,idle}': 2,
      'db_client_connection_pending_requests{orders}': 1,
      'db_client_connection_max{orders}': 10,
    });
  });

  it('reports no unknown limit', () => {
    const values = read({ used: 0, idle: 0, pending: 0, max: undefined });

    expect(values).not.toHaveProperty('db_client_connection_max{orders}');
  });

  it('names every metric before it is read', () => {
    const { metrics } = poolCollector('orders', () => pgPoolState([]));

    expect(metrics.map(({ name }) => name)).toEqual([
      'db_client_connections',
      'db_client_connection_pending_requests',
      'db_client_connection_max',
    ]);
  });
});

describe('the state of pools of pg', () => {
  it.each<[string, PgPool[], PoolState]>([
    ['one', [pool(5, 2, 1, 10)], { used: 3, idle: 2, pending: 1, max: 10 }],
    ['several', [pool(5, 2, 1, 10), pool(1, 1, 0, 4)], { used: 3, idle: 3, pending: 1, max: 14 }],
    ['none', [], { used: 0, idle: 0, pending: 0, max: undefined }],
  ])('is added up over %s', (_how, pools, state) => {
    expect(pgPoolState(pools)).toEqual(state);
  });
});
