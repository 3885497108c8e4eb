import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import { PrismaPg } from '@prisma/adapter-pg';
import { mikroOrm, prisma } from '../../libs/observability/src/integrations';
import { holding } from '../support/database-client';
import type { DatabaseClient } from '../support/database-client';
import { databaseHealthHolds } from '../support/database-health-stories';
import { sequelizeClient } from '../support/sequelize-client';
import { generatePrismaClient } from '../support/prisma-client';
import { PostgresServer } from '../support/services/postgres-server';

const folder = mkdtempSync(join(tmpdir(), 'observability-prisma-'));

/** By default the drivers wait for a new connection much longer, or forever. */
const LIMIT_MS = 1000;

let server: PostgresServer;

beforeAll(async () => {
  generatePrismaClient(folder);
  server = await PostgresServer.start();
}, 40_000);

afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface KnexClient {
  readonly pool: { numUsed(): number; numFree(): number };
  acquireConnection(): Promise<object>;
  releaseConnection(connection: object): Promise<void>;
}

async function prismaClient(url: string): Promise<DatabaseClient> {
  const PrismaClient = generatePrismaClient(folder);
  const adapter = new PrismaPg({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: LIMIT_MS,
  });
  const instance = new PrismaClient({ adapter });
  return {
    integration: prisma,
    instance,
    use: () => instance.$queryRawUnsafe('SELECT 1'),
    connections: () => undefined,
    close: () => instance.$disconnect(),
  };
}

async function mikroOrmClient(clientUrl: string): Promise<DatabaseClient> {
  const instance = await MikroORM.init({
    clientUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: 3 },
    driverOptions: { connection: { connectionTimeoutMillis: LIMIT_MS } },
  });
  const knex = instance.em.getConnection().getKnex().client as KnexClient;
  const { pool } = knex;
  return {
    integration: mikroOrm,
    instance,
    use: () => instance.em.getConnection().execute('SELECT 1'),
    holdAll: () =>
      holding(
        3,
        () => knex.acquireConnection(),
        (each) => knex.releaseConnection(each),
      ),
    connections: () => ({ total: pool.numUsed() + pool.numFree(), idle: pool.numFree() }),
    close: () => instance.close(true),
  };
}

describe.each<[string, (url: string) => Promise<DatabaseClient>, boolean]>([
  ['Prisma', prismaClient, true],
  ['MikroORM', mikroOrmClient, false],
  ['Sequelize', sequelizeClient, false],
])('the health of PostgreSQL by %s', (_product, connect, hidesPool) => {
  databaseHealthHolds({
    url: (port) => `postgres://test@127.0.0.1:${port}/postgres`,
    server: () => server,
    connect,
    details: ['query_time_ms', 'used_connections', 'active_connections', 'max_connections'],
    hidesPool,
  });
});
