import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { DataTypes, Sequelize } from 'sequelize';
import { Observer } from '../../libs/observability/src/core';
import type { QueryObservation } from '../../libs/observability/src/core';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  mikroOrm,
  prisma,
  sequelize,
} from '../../libs/observability/src/integrations';
import type { Integration } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { generatePrismaClient } from '../support/prisma-client';
import { PostgresDatabase } from '../support/services/postgres-database';

const ended: QueryObservation[] = [];
const observer = new Observer([
  { name: 'recorder', queries: { end: (observation) => void ended.push(observation) } },
]);

/** The app's client, and what it does with a table of orders. */
interface AppClient {
  readonly instance: object;
  insert(item: string): Promise<unknown>;
  find(): Promise<readonly unknown[]>;
  /** Holds a connection until it is released. */
  inTransaction(work: () => Promise<void>): Promise<unknown>;
  raw(sql: string): Promise<unknown>;
  close(): Promise<unknown>;
}

interface Order {
  id: number;
  item: string;
}

const OrderSchema = new EntitySchema<Order>({
  name: 'Order',
  tableName: 'mikro_orders',
  properties: { id: { type: 'number', primary: true }, item: { type: 'string' } },
});

const PRODUCTS: readonly {
  product: string;
  integration: Integration;
  connect(url: string): Promise<AppClient>;
}[] = [
  {
    product: 'Sequelize',
    integration: sequelize,
    connect: async (url) => {
      const instance = new Sequelize(url, { logging: false, pool: { max: 3, min: 0 } });
      const orders = instance.define('orders', { item: DataTypes.STRING }, { timestamps: false });
      await orders.sync();
      return {
        instance,
        insert: (item) => orders.create({ item }),
        find: () => orders.findAll({ raw: true }),
        inTransaction: (work) =>
          instance.transaction(async (transaction) => {
            await orders.findAll({ transaction });
            await work();
          }),
        raw: (sql) => instance.query({ query: sql, values: [] }),
        close: () => instance.close(),
      };
    },
  },
  {
    product: 'MikroORM',
    integration: mikroOrm,
    connect: async (clientUrl) => {
      const instance = await MikroORM.init({
        clientUrl,
        entities: [OrderSchema],
        pool: { min: 0, max: 3 },
      });
      await instance.em
        .getConnection()
        .execute('CREATE TABLE mikro_orders (id int primary key, item text)');
      let id = 0;
      return {
        instance,
        insert: (item) => instance.em.fork().insert(OrderSchema, { id: (id += 1), item }),
        find: () => instance.em.fork().find(OrderSchema, {}),
        inTransaction: (work) =>
          instance.em.fork().transactional(async (em) => {
            await em.getConnection().execute('SELECT 1', [], 'all', em.getTransactionContext());
            await work();
          }),
        raw: (sql) => instance.em.getConnection().execute(sql),
        close: () => instance.close(true),
      };
    },
  },
  {
    product: 'Prisma',
    integration: prisma,
    connect: async (connectionString) => {
      const pool = new Pool({ connectionString });
      await pool.query('CREATE TABLE "Order" (id serial primary key, item text)');
      await pool.end();
      const PrismaClient = generatePrismaClient(folder);
      const instance = new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 3 }) });
      return {
        instance,
        insert: (item) => instance.order.create({ data: { item } }),
        find: () => instance.order.findMany(),
        inTransaction: (work) =>
          instance.$transaction(async (transaction) => {
            await transaction.order.findMany();
            await work();
          }),
        raw: (sql) => instance.$executeRawUnsafe(sql),
        close: () => instance.$disconnect(),
      };
    },
  },
];

const folder = mkdtempSync(join(tmpdir(), 'observability-orms-'));

let server: PostgresDatabase;

beforeAll(async () => {
  server = await PostgresDatabase.create();
}, 40_000);

afterAll(async () => {
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(PRODUCTS)('the metrics of PostgreSQL by $product', ({ integration, connect }) => {
  let client: AppClient;

  beforeAll(async () => {
    client = await connect(server.url);
    integration.instrument?.(provided(), observer);
  });

  afterAll(() => client.close());

  beforeEach(() => {
    ended.length = 0;
  });

  function provided(): { token: string; instance: object }[] {
    return [{ token: 'ORM', instance: client.instance }];
  }

  function pool(): Promise<Record<string, number>> {
    return new RecordingSink().read(integration.collectors?.(provided()));
  }

  it('count each query once by what it does, and change no answer', async () => {
    await client.insert('tea');
    const found = await client.find();
    await client.raw('DELETE FROM pg_class WHERE false');

    expect(found).toMatchObject([{ item: 'tea' }]);
    expect(ended.map(({ operation }) => operation)).toEqual(['insert', 'select', 'delete']);
    expect(ended.map(({ database }) => database)).toEqual(
      ended.map(() => ({ system: 'postgresql', alias: 'ORM' })),
    );
    expect(ended.every(({ durationSeconds }) => durationSeconds > 0)).toBe(true);
  });

  it('count a query that fails, whose error is the same', async () => {
    await expect(client.raw('SELECT nonsense')).rejects.toThrow('nonsense');

    expect(ended.map(({ operation, failed }) => [operation, failed])).toEqual([['select', true]]);
  });

  it('have no queries of the health check', async () => {
    const found = integration.databases?.(provided(), INTEGRATIONS_DEFAULTS) ?? [];

    const { details } = await new DatabaseIndicator(found).check(new AbortController().signal);

    expect(details).toHaveProperty('ORM_query_time_ms');
    expect(ended).toEqual([]);
  });

  it('count the queries of a transaction once', async () => {
    await client.inTransaction(async () => undefined);

    const queries = ended.map(({ operation }) => operation);
    expect(queries.filter((operation) => operation === 'select')).toHaveLength(1);
    expect(queries.filter((operation) => !['select', 'other'].includes(operation))).toEqual([]);
  });

  it('tell the connections of the pool by state', async () => {
    let during: Record<string, number> = {};

    await client.inTransaction(async () => {
      during = await pool();
    });

    expect(during).toMatchObject({
      'db_client_connections{ORM,used}': 1,
      'db_client_connection_pending_requests{ORM}': 0,
      'db_client_connection_max{ORM}': 3,
    });
    expect(await pool()).toMatchObject({ 'db_client_connections{ORM,used}': 0 });
  });
});
