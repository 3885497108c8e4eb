import { Client, Pool, Query } from 'pg';
import type { PoolClient, QueryResult } from 'pg';
import { Observer, RequestContext, runInContext } from '../../libs/observability/src/core';
import type { QueryObservation } from '../../libs/observability/src/core';
import { pg } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { eventually } from '../support/eventually';
import { PostgresServer } from '../support/services/postgres-server';

type Done = (error: Error | undefined, result: QueryResult) => void;

/** The result of a call that takes a callback. */
function called(call: (done: Done) => void): Promise<QueryResult> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error ? reject(error) : resolve(result)));
  });
}

function caught(error: unknown): unknown {
  return error;
}

async function connect(url: string): Promise<Client> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('the queries of pg on PostgreSQL', () => {
  const ended: QueryObservation[] = [];
  const observer = new Observer([
    { name: 'recorder', queries: { end: (observation) => void ended.push(observation) } },
  ]);
  let server: PostgresServer;
  let pool: Pool;
  let client: Client;

  beforeAll(async () => {
    server = await PostgresServer.start();
    pool = new Pool({ connectionString: server.url, max: 2, connectionTimeoutMillis: 2000 });
    pool.on('error', () => undefined);
    // It listens a moment before it lets anybody in.
    client = await eventually(() => connect(server.url));
    pg.instrument?.(provided(), observer);
  });

  afterAll(async () => {
    await Promise.all([pool.end(), client.end()]);
    await server.remove();
  });

  beforeEach(() => {
    ended.length = 0;
  });

  function provided(): { token: unknown; instance: object }[] {
    return [
      { token: 'PG_POOL', instance: pool },
      { token: Symbol('CLIENT'), instance: client },
      { token: 'ALIAS', instance: pool },
    ];
  }

  function readPools(): Promise<Record<string, number>> {
    return new RecordingSink().read(pg.collectors?.(provided()));
  }

  function seen(): string[] {
    return ended.map(({ database, operation, outcome }) =>
      [database.system, database.alias, operation, outcome].join(' '),
    );
  }

  it('are observed once when the pool is asked, for a promise or with a callback', async () => {
    const results = [
      await pool.query('SELECT 1 AS n'),
      await pool.query('SELECT $1::int AS n', [2]),
      await pool.query({ text: 'SELECT 3 AS n' }),
      await called((done) => pool.query('SELECT 4 AS n', done)),
      await called((done) => pool.query('SELECT $1::int AS n', [5], done)),
    ];

    expect(results.map(({ rows }) => rows as unknown)).toEqual([1, 2, 3, 4, 5].map((n) => [{ n }]));
    expect(seen()).toEqual(results.map(() => 'postgresql PG_POOL select ok'));
  });

  it('are observed once when the app takes a client out, until it gives it back', async () => {
    const borrowed = await pool.connect();
    await borrowed.query('BEGIN');
    await borrowed.query('CREATE TEMPORARY TABLE t (n int)');
    await called((done) => borrowed.query('INSERT INTO t VALUES ($1)', [1], done));
    await borrowed.query('COMMIT');
    borrowed.release();
    await pool.query('SELECT 1');

    expect(seen()).toEqual(
      ['other', 'other', 'insert', 'other', 'select'].map(
        (verb) => `postgresql PG_POOL ${verb} ok`,
      ),
    );
  });

  it('are observed when a client is taken out with a callback', async () => {
    const row = await new Promise((resolve, reject) => {
      pool.connect((error, borrowed, release) => {
        if (error || !borrowed) return reject(error ?? new Error('no client'));
        return borrowed.query(
          'SELECT 7 AS n',
          (failure: Error | undefined, result: QueryResult) => {
            release();
            if (failure) reject(failure);
            else resolve(result.rows[0]);
          },
        );
      });
    });
    await pool.query('SELECT 8');

    expect(row).toEqual({ n: 7 });
    expect(seen()).toEqual(['postgresql PG_POOL select ok', 'postgresql PG_POOL select ok']);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('that are objects of their own are observed until the last row', async () => {
    const rows: unknown[] = [];
    const query = client.query(new Query('SELECT generate_series(1, 3) AS n'));

    await new Promise((resolve, reject) => {
      query.on('row', (row) => rows.push(row));
      query.on('end', resolve);
      query.on('error', reject);
    });

    expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(seen()).toEqual(['postgresql CLIENT select ok']);
  });

  it('that are objects of their own tell of their failure as before', async () => {
    const query = client.query(new Query('SELECT nonsense'));

    const error: unknown = await new Promise((resolve) => query.on('error', resolve));
    await client.query('SELECT 1');

    expect(seen()).toEqual(['postgresql CLIENT select error', 'postgresql CLIENT select ok']);
    expect(ended[0]?.error).toBe(error);
  });

  it('fail with the same error, and it is kept', async () => {
    const errors = [
      await pool.query('DELETE FROM nowhere').catch(caught),
      await called((done) => pool.query('UPDATE nowhere SET n = 1', done)).catch(caught),
    ];

    expect(seen()).toEqual(['postgresql PG_POOL delete error', 'postgresql PG_POOL update error']);
    expect(ended.map(({ error }) => error)).toEqual(errors);
  });

  it('add up for the request that makes them', async () => {
    const context = new RequestContext(observer);

    await runInContext(context, () =>
      Promise.all([pool.query('SELECT 1'), pool.query('SELECT 2')]),
    );

    expect(context.queries).toBe(2);
    expect(context.querySeconds).toBeGreaterThan(0);
  });

  it('wait for a connection when all are used, and the pool tells it', async () => {
    const borrowed: PoolClient[] = [await pool.connect(), await pool.connect()];
    const late = pool.query('SELECT pg_sleep(0)');

    const whileBusy = await readPools();
    borrowed.forEach((one) => one.release());
    await late;

    expect(whileBusy).toEqual({
      'db_client_connections{PG_POOL,used}': 2,
      'db_client_connections{PG_POOL,idle}': 0,
      'db_client_connection_pending_requests{PG_POOL}': 1,
      'db_client_connection_max{PG_POOL}': 2,
    });
    expect(await readPools()).toMatchObject({
      'db_client_connections{PG_POOL,used}': 0,
      'db_client_connections{PG_POOL,idle}': 2,
    });
    expect(seen()).toEqual(['postgresql PG_POOL select ok']);
  });

  it('fail when the server is gone, the wait for a connection included', async () => {
    await server.stop();

    await pool.query('SELECT 1').catch(() => undefined);
    await pool.query('SELECT 1').catch(() => undefined);

    expect(ended.map(({ outcome }) => outcome)).toEqual(['error', 'error']);
  });
});
