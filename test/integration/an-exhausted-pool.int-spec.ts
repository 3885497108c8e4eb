import type { INestApplication } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ObservabilityModule } from 'nestjs-observability';
import { Pool } from 'pg';
import type { PoolClient } from 'pg';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen } from '../support/platforms';
import { PostgresDatabase } from '../support/services/postgres-database';

const GATES_AFTER_MS = 600;

@Module({})
class InstanceModule {}

/** One instance of an app, with two connections of its own. */
class Instance {
  private constructor(
    private readonly app: INestApplication,
    private readonly base: string,
    readonly pool: Pool,
    readonly logs: LogRecorder,
  ) {}

  static async start(gatesAfterMs = GATES_AFTER_MS, max = 2): Promise<Instance> {
    const pool = new Pool({ connectionString: server.url, max });
    pool.on('error', () => undefined);
    const logs = new LogRecorder();
    const observability = ObservabilityModule.forRoot({
      logs: { destination: logs },
      metrics: { process: false },
      endpoints: { access: 'open' },
      integrations: { database: { poolExhaustedGatesAfterMs: gatesAfterMs } },
    });
    const providers = [{ provide: 'PG_POOL', useValue: pool }];
    const app = await NestFactory.create(
      { module: InstanceModule, imports: [observability], providers },
      { bufferLogs: true },
    );
    return new Instance(app, await listen(app), pool, logs);
  }

  async ready(): Promise<{ httpStatus: number; text: string }> {
    const response = await fetch(`${this.base}/readyz?format=json`);
    return { httpStatus: response.status, text: await response.text() };
  }

  async metric(name: string): Promise<string | undefined> {
    const page = await (await fetch(`${this.base}/metrics`)).text();
    return page.split('\n').find((line) => line.startsWith(name));
  }

  async becomes(httpStatus: number): Promise<string> {
    return eventually(async () => {
      const ready = await this.ready();
      if (ready.httpStatus !== httpStatus) throw new Error(`/readyz says ${ready.httpStatus}`);
      return ready.text;
    });
  }

  /** What readiness says for much longer than the pool may be exhausted. */
  async statuses(): Promise<number[]> {
    const until = performance.now() + 4 * GATES_AFTER_MS;
    const seen = new Set<number>();
    while (performance.now() < until) seen.add((await this.ready()).httpStatus);
    return [...seen];
  }

  holdAll(): Promise<PoolClient[]> {
    const { max } = this.pool.options;
    return Promise.all(Array.from({ length: max ?? 0 }, () => this.pool.connect()));
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.pool.end();
  }
}

let server: PostgresDatabase;
let instances: Instance[];

async function start(gatesAfterMs?: number, max?: number): Promise<Instance> {
  const instance = await Instance.start(gatesAfterMs, max);
  instances.push(instance);
  return instance;
}

beforeAll(async () => {
  server = await PostgresDatabase.create();
});

afterAll(() => server.remove());

beforeEach(() => {
  instances = [];
});

afterEach(() => Promise.all(instances.map((instance) => instance.stop())));

describe('an instance whose pool the app holds', () => {
  it('is not ready after a time, says why, and is ready at once when a connection is free', async () => {
    const [leaking, other] = [await start(), await start()];
    const held = await leaking.holdAll();
    const waiting = leaking.pool.query('SELECT 1');

    const text = await leaking.becomes(503);

    expect(text).toContain('PG_POOL has had no free connection for');
    expect(text).toContain('the app holds all of them and uses none');
    expect(await leaking.metric('app_ready')).toBe('app_ready 0');
    expect(await other.ready()).toMatchObject({ httpStatus: 200 });
    held[0]?.release();
    expect(await leaking.ready()).toMatchObject({ httpStatus: 200 });
    await waiting;
    held[1]?.release();
    const lines = leaking.logs.lines.map(({ message }) => message);
    expect(lines.filter((line) => /this instance (is )?not ready/i.test(line))).toEqual([
      expect.stringMatching(/^This instance is not ready: database: PG_POOL has had no free/),
      'The problem that made this instance not ready has ended',
    ]);
  });

  it('stays ready while nobody else wants one: they may be held on purpose', async () => {
    const instance = await start();
    const held = await instance.holdAll();

    expect(await instance.statuses()).toEqual([200]);

    held.forEach((client) => client.release());
  });

  it('stays ready where there is one connection, and others wait for it', async () => {
    const instance = await start(GATES_AFTER_MS, 1);
    const [held] = await instance.holdAll();
    await held?.query('LISTEN orders');
    const waiting = instance.pool.query('SELECT 1');

    expect(await instance.statuses()).toEqual([200]);

    held?.release();
    await waiting;
  });

  it('stays ready when that is switched off', async () => {
    const instance = await start(0);
    const held = await instance.holdAll();
    const waiting = instance.pool.query('SELECT 1');

    expect(await instance.statuses()).toEqual([200]);

    held.forEach((client) => client.release());
    await waiting;
  });
});

describe('an instance whose connections are all in use', () => {
  it('stays ready while they wait for a slow server, which all instances share', async () => {
    const instance = await start();
    const seconds = (6 * GATES_AFTER_MS) / 1000;
    const slow = [1, 2].map(() => instance.pool.query(`SELECT pg_sleep(${seconds})`));

    expect(await instance.statuses()).toEqual([200]);

    await Promise.all(slow);
  });

  it('stays ready while they come back again and again', async () => {
    const instance = await start();
    const until = performance.now() + 5 * GATES_AFTER_MS;
    const busy = Array.from({ length: 4 }, async () => {
      while (performance.now() < until) {
        const client = await instance.pool.connect();
        await new Promise((resolve) => setTimeout(resolve, 50));
        client.release();
      }
    });

    expect(await instance.statuses()).toEqual([200]);

    await Promise.all(busy);
  });
});
