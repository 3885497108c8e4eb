import { RecordingSink } from '../../../testing/recording-sink';
import { connectionPoolCollector } from './connection-pool-collector';

async function query(): Promise<unknown> {
  return [];
}

function source(type: string, driver?: object, options: object = {}) {
  return { isInitialized: driver !== undefined, options: { type, ...options }, driver, query };
}

function read(given: ReturnType<typeof source>): Record<string, number> {
  const sink = new RecordingSink();
  void connectionPoolCollector(given, 'default')?.read?.(sink);
  return sink.values;
}

const pgPool = { totalCount: 4, idleCount: 1, waitingCount: 2, options: { max: 4 } };
const mysqlPool = {
  _allConnections: { length: 4 },
  _freeConnections: { length: 1 },
  _connectionQueue: { length: 2 },
  config: { connectionLimit: 4 },
};

describe("the reading of a DataSource's connections", () => {
  it.each([
    ['postgres', { master: pgPool }],
    ['cockroachdb', { master: pgPool }],
    ['mysql', { pool: mysqlPool }],
    ['mariadb', { pool: mysqlPool }],
  ])('is that of the pool of %s', (type, driver) => {
    expect(read(source(type, driver))).toEqual({
      'db_client_connections{default,used}': 3,
      'db_client_connections{default,idle}': 1,
      'db_client_connection_pending_requests{default}': 2,
      'db_client_connection_max{default}': 4,
    });
  });

  it('adds up the pools of a replicated PostgreSQL', () => {
    const driver = { master: pgPool, slaves: [pgPool, pgPool] };

    expect(read(source('postgres', driver))).toMatchObject({
      'db_client_connections{default,used}': 9,
      'db_client_connection_max{default}': 12,
    });
  });

  it.each(['postgres', 'mysql'])('tells zeros before %s is connected', (type) => {
    expect(read(source(type))).toEqual({
      'db_client_connections{default,used}': 0,
      'db_client_connections{default,idle}': 0,
      'db_client_connection_pending_requests{default}': 0,
    });
  });

  it.each([
    ['a driver without a pool', source('better-sqlite3', {})],
    ['a cluster of MySQL', source('mysql', {}, { replication: {} })],
  ])('is missing for %s', (_kind, given) => {
    expect(connectionPoolCollector(given, 'default')).toBeUndefined();
  });
});
