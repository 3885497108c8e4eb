import { Observer } from '../../../core';
import type { QueryObservation } from '../../../core';
import type { PgClient, PgClientPool } from './pg-client';
import { instrumentClient, instrumentPool } from './pg.instrumentation';

type Connected = (error: unknown, client?: FakeClient, release?: () => unknown) => void;

class FakeClient implements PgClient {
  released = 0;

  async query(text: unknown): Promise<unknown> {
    return text;
  }

  release(): void {
    this.released += 1;
  }
}

/** Hands out its one client, and works with it for `query` as pg-pool does. */
class FakePool implements PgClientPool {
  readonly totalCount = 1;
  readonly idleCount = 1;
  readonly waitingCount = 0;
  readonly options = { max: 1 };
  error: unknown = undefined;

  constructor(readonly client = new FakeClient()) {}

  connect(callback?: unknown): unknown {
    // pg-pool sets it anew each time.
    this.client.release = () => FakeClient.prototype.release.call(this.client);
    const answer = callback as Connected | undefined;
    if (this.error) return answer ? answer(this.error) : Promise.reject(this.error);
    return answer?.(undefined, this.client, this.client.release) ?? Promise.resolve(this.client);
  }

  query(text: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const connected: Connected = (error, client) => {
        if (error) reject(error);
        else resolve(client?.query(text).finally(() => client.release()));
      };
      this.connect(connected);
    });
  }
}

let ended: QueryObservation[];
let observer: Observer;

beforeEach(() => {
  ended = [];
  const end = (observation: QueryObservation): void => void ended.push(observation);
  observer = new Observer([{ name: 'recorder', queries: { end } }]);
});

function observedPool(): FakePool {
  const pool = new FakePool();
  instrumentPool({ alias: 'PG', client: pool }, observer);
  return pool;
}

describe('a client that is looked after', () => {
  it('observes each query', async () => {
    const client = new FakeClient();
    instrumentClient({ alias: 'PG', client }, observer);

    expect(await client.query('SELECT 1')).toBe('SELECT 1');
    expect(ended).toMatchObject([
      { operation: 'select', database: { system: 'postgresql', alias: 'PG' } },
    ]);
  });
});

describe('a pool that is looked after', () => {
  it('observes a query of its own once, though a client makes it', async () => {
    const pool = observedPool();

    expect(await pool.query('SELECT 1')).toBe('SELECT 1');
    expect(ended).toMatchObject([{ operation: 'select', outcome: 'ok' }]);
    expect(pool.client.released).toBe(1);
  });

  it('observes the queries of a client from when it is taken out until it is given back', async () => {
    const pool = observedPool();
    const client = (await pool.connect()) as FakeClient;

    await client.query('UPDATE a SET b = 1');
    client.release();
    await pool.query('SELECT 1');
    await ((await pool.connect()) as FakeClient).query('DELETE FROM a');

    expect(ended.map(({ operation }) => operation)).toEqual(['update', 'select', 'delete']);
  });

  it('observes a client that is taken out with a callback, and given back by the third argument', async () => {
    const pool = observedPool();
    const queries: unknown[] = [];

    pool.connect(((_error, client, release) => {
      queries.push(client?.query('UPDATE a SET b = 1'));
      release?.();
    }) satisfies Connected);
    await Promise.all(queries);
    await pool.query('SELECT 1');

    expect(ended.map(({ operation }) => operation)).toEqual(['update', 'select']);
    expect(pool.client.released).toBe(2);
  });

  it('observes a query that gets no connection, and hands on who takes one out in vain', async () => {
    const pool = observedPool();
    const error = new Error('ECONNREFUSED');
    pool.error = error;
    const callback = jest.fn();

    await expect(pool.query('SELECT 1')).rejects.toBe(error);
    await expect(pool.connect()).rejects.toBe(error);
    pool.connect(callback);

    expect(callback.mock.calls[0]?.[0]).toBe(error);
    expect(ended).toMatchObject([{ outcome: 'error', error }]);
  });
});
