import { EntitySchema, MikroORM } from '@mikro-orm/postgresql';
import { DataTypes, Sequelize } from 'sequelize';
import { Observer } from '../../libs/observability/src/core';
import type { QueryObservation } from '../../libs/observability/src/core';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  mikroOrm,
  sequelize,
} from '../../libs/observability/src/integrations';
import type { Integration } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { PostgresServer } from '../support/services/postgres.server';

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
        inTransaction: (work) => instance.transaction(work),
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
];

let server: PostgresServer;

beforeAll(async () => {
  server = await PostgresServer.start();
}, 40_000);

afterAll(() => server.remove());

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
    return new RecordingSink().read(integration.readings?.(provided()));
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
