import { Client, Pool } from 'pg';
import { DataSource } from 'typeorm';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  pg,
  typeorm,
} from '../../libs/observability/src/integrations';
import { holding } from '../support/database-client';
import type { DatabaseClient } from '../support/database-client';
import { FaultProxy } from '../support/fault-proxy';
import { databaseHealthHolds } from '../support/database-health-stories';
import { PostgresServer } from '../support/services/postgres-server';

const MAX_CONNECTIONS = 20;

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start(`max_connections=${MAX_CONNECTIONS}`);
});

afterAll(() => server.remove());

async function pgPool(url: string): Promise<DatabaseClient> {
  const instance = new Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 1000 });
  instance.on('error', () => undefined);
  await instance.query('SELECT 1');
  return {
    integration: pg,
    instance,
    use: () => instance.query('SELECT 1'),
    holdAll: () =>
      holding(
        3,
        () => instance.connect(),
        (client) => client.release(),
      ),
    connections: () => ({ total: instance.totalCount, idle: instance.idleCount }),
    close: () => instance.end(),
  };
}

async function typeOrm(url: string): Promise<DatabaseClient> {
  const instance = new DataSource({
    type: 'postgres',
    url,
    poolSize: 3,
    connectTimeoutMS: 1000,
    poolErrorHandler: () => undefined,
  });
  await instance.initialize();
  const { master } = instance.driver as unknown as { master: Pool };
  return {
    integration: typeorm,
    instance,
    use: () => instance.query('SELECT 1'),
    holdAll: () =>
      holding(
        3,
        () => master.connect(),
        (client) => client.release(),
      ),
    connections: () => ({ total: master.totalCount, idle: master.idleCount }),
    close: () => instance.destroy(),
  };
}

describe('the connections of a PostgreSQL', () => {
  it('are degraded when 85 percent are taken', async () => {
    const provided = [{ token: 'PG_POOL', instance: new Pool({ connectionString: server.url }) }];
    const databases = pg.databases?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const indicator = new DatabaseIndicator(databases);
    await indicator.check();
    const others = Array.from({ length: 16 }, () => new Client({ connectionString: server.url }));
    await Promise.all(others.map((client) => client.connect()));

    const finding = await indicator.check();

    expect(finding).toMatchObject({
      status: 'degraded',
      message: 'PG_POOL high connection usage: 85.0%',
      details: { PG_POOL_used_connections: 17, PG_POOL_max_connections: MAX_CONNECTIONS },
    });
    await Promise.all([...others, provided[0]!.instance].map((client) => client.end()));
  });
});

describe.each<[string, (url: string) => Promise<DatabaseClient>]>([
  ['a pool of pg', pgPool],
  ['TypeORM', typeOrm],
])('the health of PostgreSQL by %s', (_product, connect) => {
  databaseHealthHolds({
    url: (port) => `postgres://test@127.0.0.1:${port}/postgres`,
    server: () => server,
    connect,
    details: ['query_time_ms', 'used_connections', 'active_connections', 'max_connections'],
  });
});

describe('a pool of pg that waits for a connection forever', () => {
  it('is named with the setting that it lacks', async () => {
    const proxy = await FaultProxy.start(Number(new URL(server.url).port));
    const pool = new Pool({ connectionString: `postgres://test@127.0.0.1:${proxy.port}/postgres` });
    const databases = pg.databases?.([{ token: 'PG', instance: pool }], INTEGRATIONS_DEFAULTS);
    const limits = { ...INTEGRATIONS_DEFAULTS.database, timeoutMs: 100 };
    const indicator = new DatabaseIndicator(databases ?? [], undefined, limits);
    proxy.mode = 'drop';

    const { message } = await indicator.check();
    await proxy.stop();
    await pool.end();

    expect(message).toBe(
      'PG database failed: no answer within 100 ms ' +
        '(if the connection is dead, pg replaces it only with connectionTimeoutMillis set)',
    );
  });
});

describe('a client of pg that stands alone', () => {
  it('is asked one question at a time, however long it does not answer', async () => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    const provided = [{ token: 'CLIENT', instance: client }];
    const databases = pg.databases?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const limits = { ...INTEGRATIONS_DEFAULTS.database, timeoutMs: 100 };
    const indicator = new DatabaseIndicator(databases, undefined, limits);
    const asked = jest.spyOn(client, 'query');

    const busy = client.query('SELECT pg_sleep(1)');
    const meanwhile = [await indicator.check(), await indicator.check(), await indicator.check()];
    await busy;
    // The answer to the pending question came late, which is slow.
    await indicator.check();
    const afterwards = await indicator.check();

    expect(meanwhile.map(({ message }) => message)).toEqual(
      Array(3).fill(
        'CLIENT database failed: no answer within 100 ms (pg never replaces the connection of a Client: use a Pool)',
      ),
    );
    expect(asked.mock.calls.length).toBeLessThanOrEqual(1 + 1 + 2);
    expect(afterwards.status).toBe('healthy');
    await client.end();
  });
});
