import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  typeorm,
} from '../../libs/observability/src/integrations';
import type { DatabaseClient } from '../support/database-client';
import { databaseHealthHolds } from '../support/database-health-stories';
import { sequelizeClient } from '../support/sequelize-client';
import { MariadbServer } from '../support/services/mariadb-server';

const MAX_CONNECTIONS = 20;

/** mysql2's own lists. */
interface MysqlPool {
  readonly _allConnections: { readonly length: number };
  readonly _freeConnections: { readonly length: number };
}

let server: MariadbServer;

beforeAll(async () => {
  server = await MariadbServer.start(`--max-connections=${MAX_CONNECTIONS}`);
}, 20_000);

afterAll(() => server.remove());

async function typeOrm(url: string): Promise<DatabaseClient> {
  const instance = new DataSource({ type: 'mariadb', url, poolSize: 3 });
  await instance.initialize();
  const { pool } = instance.driver as unknown as { pool: MysqlPool };
  return {
    integration: typeorm,
    instance,
    use: () => instance.query('SELECT 1'),
    holdAll: async () => {
      const runners = [1, 2, 3].map(() => instance.createQueryRunner());
      await Promise.all(runners.map((runner) => runner.connect()));
      return () => Promise.all(runners.map((runner) => runner.release()));
    },
    connections: () => ({ total: pool._allConnections.length, idle: pool._freeConnections.length }),
    close: () => instance.destroy(),
  };
}

describe('the threads of a MariaDB', () => {
  it('are degraded when 85 percent of its connections are taken', async () => {
    const { instance, close } = await typeOrm(server.url);
    const databases = typeorm.databases?.([{ token: 'ORM', instance }], INTEGRATIONS_DEFAULTS);
    const indicator = new DatabaseIndicator(databases ?? []);
    await indicator.check();
    const others = await Promise.all(
      Array.from({ length: 16 }, () => createConnection(server.url)),
    );

    const finding = await indicator.check();

    expect(finding).toMatchObject({
      status: 'degraded',
      message: 'default high connection usage: 85.0%',
      details: { default_threads_connected: 17, default_max_connections: MAX_CONNECTIONS },
    });
    await Promise.all(others.map((connection) => connection.end()));
    await close();
  });
});

describe.each<[string, (url: string) => Promise<DatabaseClient>]>([
  ['TypeORM', typeOrm],
  ['Sequelize', sequelizeClient],
])('the health of MariaDB by %s', (_product, connect) => {
  databaseHealthHolds({
    url: (port) => `mysql://test@127.0.0.1:${port}/mysql`,
    server: () => server,
    connect,
    details: ['query_time_ms', 'threads_connected', 'max_connections'],
  });
});
