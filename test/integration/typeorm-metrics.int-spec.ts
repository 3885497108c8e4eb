import { DataSource, EntitySchema } from 'typeorm';
import { Observer, RequestContext, runInContext } from '../../libs/observability/src/core';
import type { QueryObservation } from '../../libs/observability/src/core';
import { typeorm, TypeOrmIndicator } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { eventually } from '../support/eventually';
import { PostgresServer } from '../support/services/postgres-server';

interface Order {
  id: number;
  item: string;
}

const orderSchema = new EntitySchema<Order>({
  name: 'Order',
  tableName: 'orders',
  columns: { id: { type: 'int', primary: true, generated: true }, item: { type: 'text' } },
});

describe('the queries of TypeORM on PostgreSQL', () => {
  const ended: QueryObservation[] = [];
  const observer = new Observer([
    { name: 'recorder', queries: { end: (observation) => void ended.push(observation) } },
  ]);
  let server: PostgresServer;
  let source: DataSource;

  beforeAll(async () => {
    server = await PostgresServer.start();
    source = new DataSource({
      type: 'postgres',
      url: server.url,
      entities: [orderSchema],
      synchronize: true,
      extra: { max: 3, connectionTimeoutMillis: 2000 },
    });
    // Found before it is connected, as with manualInitialization.
    typeorm.instrument?.([{ token: DataSource, instance: source }], observer);
  });

  afterAll(async () => {
    if (source.isInitialized) await source.destroy();
    await server.remove();
  });

  beforeEach(() => {
    ended.length = 0;
  });

  function readPool(): Promise<Record<string, number>> {
    return new RecordingSink().read(
      typeorm.collectors?.([{ token: DataSource, instance: source }]),
    );
  }

  function operations(): string[] {
    return ended.map(({ operation }) => operation);
  }

  it('has no connection before it is connected', async () => {
    expect(await readPool()).toEqual({
      'db_client_connections{default,used}': 0,
      'db_client_connections{default,idle}': 0,
      'db_client_connection_pending_requests{default}': 0,
    });
  });

  it('are observed from the first one on, when it connects later', async () => {
    // The server listens a moment before it lets anybody in.
    await eventually(() => source.initialize());

    expect(operations()).toContain('select');
    expect(new Set(ended.map(({ database }) => JSON.stringify(database)))).toEqual(
      new Set(['{"system":"postgresql","alias":"default"}']),
    );
  });

  it('are observed once each, by repository, query builder, raw and in a transaction', async () => {
    const orders = source.getRepository(orderSchema);

    await orders.insert({ item: 'tea' });
    await orders.findOneByOrFail({ item: 'tea' });
    await orders.update({ item: 'tea' }, { item: 'milk' });
    await orders.createQueryBuilder('o').where('o.item = :item', { item: 'milk' }).getCount();
    await source.query('WITH gone AS (DELETE FROM orders RETURNING id) SELECT * FROM gone');
    await source.transaction((manager) => manager.query('DELETE FROM orders'));

    expect(operations()).toEqual([
      'insert',
      'select',
      'update',
      'select',
      'select',
      'other',
      'delete',
      'other',
    ]);
    expect(
      ended.every(({ outcome, durationSeconds }) => outcome === 'ok' && durationSeconds > 0),
    ).toBe(true);
  });

  it('fail with the same error, and it is kept', async () => {
    const thrown: unknown = await source.query('SELECT nonsense').catch((error: unknown) => error);

    expect(ended).toMatchObject([{ operation: 'select', outcome: 'error', failed: true }]);
    expect(ended[0]?.error).toBe(thrown);
  });

  it('add up for the request that makes them', async () => {
    const context = new RequestContext(observer);

    await runInContext(context, async () => {
      await source.query('SELECT pg_sleep(0.05)');
      await source.query('SELECT 1');
    });

    expect(context.queries).toBe(2);
    expect(context.querySeconds).toBeCloseTo(ended[0]!.durationSeconds + ended[1]!.durationSeconds);
    expect(context.querySeconds).toBeGreaterThan(0.05);
  });

  it('of the health check are not counted', async () => {
    const indicator = new TypeOrmIndicator([source]);

    const finding = await indicator.check();

    expect(finding.status).toBe('healthy');
    expect(finding.details).toHaveProperty('default_used_connections');
    expect(ended).toEqual([]);
  });

  it('wait for a connection when all are used, and the pool tells it', async () => {
    const runners = [1, 2, 3].map(() => source.createQueryRunner());
    await Promise.all(runners.map((runner) => runner.connect()));
    const late = source.query('SELECT 1');

    const whileBusy = await readPool();
    await Promise.all(runners.map((runner) => runner.release()));
    await late;

    expect(whileBusy).toEqual({
      'db_client_connections{default,used}': 3,
      'db_client_connections{default,idle}': 0,
      'db_client_connection_pending_requests{default}': 1,
      'db_client_connection_max{default}': 3,
    });
    expect(await readPool()).toMatchObject({
      'db_client_connections{default,used}': 0,
      'db_client_connections{default,idle}': 3,
    });
    expect(operations()).toEqual(['select']);
  });

  it('fail when the server is gone', async () => {
    await server.stop();

    await source.query('SELECT 1').catch(() => undefined);
    await source.query('SELECT 1').catch(() => undefined);

    expect(ended.map(({ outcome }) => outcome)).toEqual(['error', 'error']);
  });
});
