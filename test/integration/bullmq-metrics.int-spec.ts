import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import type { ConnectionOptions } from 'bullmq';
import { bullmq } from '../../libs/observability/src/integrations';
import { RecordingSink } from '../../libs/observability/src/testing/recording-sink';
import { eventually } from '../support/eventually';
import { PostgresDatabase } from '../support/services/postgres-database';
import { RedisDatabase } from '../support/services/redis-database';
import { RedisServer } from '../support/services/redis-server';

const HOUR_MS = 3_600_000;

/** Where BullMQ keeps its jobs, and how a queue gets there. */
interface Backend {
  readonly connection: ConnectionOptions;
  stop(): Promise<unknown>;
}

async function onRedis(): Promise<Backend> {
  const redis = await RedisDatabase.create();
  setDefaultBackendFactory();
  return {
    connection: { url: redis.url, maxRetriesPerRequest: null },
    stop: redis.remove,
  };
}

async function onPostgres(): Promise<Backend> {
  const postgres = await PostgresDatabase.create();
  setDefaultBackendFactory(createPostgresBackend);
  // The backend takes PostgreSQL's settings where the type names Redis's.
  const connection = { connectionString: postgres.url, migrate: true } as ConnectionOptions;
  return { connection, stop: postgres.remove };
}

/** A queue with nothing in it. */
function empty(name: string): Record<string, number> {
  return {
    [`queue_jobs{${name},active}`]: 0,
    [`queue_jobs{${name},completed}`]: 0,
    [`queue_jobs{${name},delayed}`]: 0,
    [`queue_jobs{${name},failed}`]: 0,
    [`queue_jobs{${name},prioritized}`]: 0,
    [`queue_jobs{${name},waiting}`]: 0,
    [`queue_jobs{${name},waiting-children}`]: 0,
    [`queue_workers{${name}}`]: 0,
    [`queue_oldest_waiting_seconds{${name}}`]: 0,
  };
}

async function work({ name }: { name: string }): Promise<void> {
  if (name === 'second') throw new Error('no such address');
}

describe.each([
  ['Redis', onRedis],
  ['PostgreSQL', onPostgres],
])('the queues of BullMQ on %s', (_name, start) => {
  let backend: Backend;
  let mail: Queue;
  let idle: Queue;

  beforeAll(async () => {
    backend = await start();
    [mail, idle] = await eventually(open);
  });

  afterAll(async () => {
    await Promise.all([mail.close(), idle.close()]);
    await backend.stop();
    setDefaultBackendFactory();
  });

  /** PostgreSQL listens a moment before it lets anybody in, and BullMQ remembers a failure for ever. */
  async function open(): Promise<[Queue, Queue]> {
    const [first, second] = [queue('mail'), queue('idle')];
    await Promise.all([first.waitUntilReady(), second.waitUntilReady()]);
    return [first, second];
  }

  function queue(name: string): Queue {
    const opened = new Queue(name, { connection: backend.connection });
    opened.on('error', () => undefined);
    return opened;
  }

  function read(): Promise<Record<string, number>> {
    const provided = [mail, idle].map((instance) => ({ token: instance.name, instance }));
    return new RecordingSink().read(bullmq.collectors?.(provided));
  }

  it('tell zeros while nothing is in them', async () => {
    expect(await read()).toEqual({ ...empty('mail'), ...empty('idle') });
  });

  it('tell their jobs by state, and how long the oldest has waited', async () => {
    await mail.add('first', {}, { timestamp: Date.now() - 90_000 });
    await mail.add('second', {});
    await mail.add('third', {}, { timestamp: Date.now() - 30_000 });
    await mail.add('later', {}, { delay: HOUR_MS });
    await mail.add('urgent', {}, { priority: 1 });

    const values = await read();

    expect(values).toEqual({
      ...empty('mail'),
      ...empty('idle'),
      'queue_jobs{mail,waiting}': 3,
      'queue_jobs{mail,delayed}': 1,
      'queue_jobs{mail,prioritized}': 1,
      'queue_oldest_waiting_seconds{mail}': expect.any(Number) as number,
    });
    expect(values['queue_oldest_waiting_seconds{mail}']).toBeCloseTo(90, -1);
  });

  it('tell their workers, and what these have done', async () => {
    const worker = new Worker('mail', work, { connection: backend.connection });
    worker.on('error', () => undefined);

    await eventually(async () => {
      expect(await read()).toEqual({
        ...empty('mail'),
        ...empty('idle'),
        'queue_jobs{mail,completed}': 3,
        'queue_jobs{mail,failed}': 1,
        'queue_jobs{mail,delayed}': 1,
        'queue_workers{mail}': 1,
      });
    });
    await worker.close();

    expect(await read()).toMatchObject({ 'queue_workers{mail}': 0 });
  });
});

describe('a queue whose Redis hangs', () => {
  it('keeps one reading waiting, and tells its numbers when Redis is back', async () => {
    const server = await RedisServer.start();
    setDefaultBackendFactory();
    const queue = new Queue('mail', { connection: { url: server.url } });
    await queue.waitUntilReady();
    await queue.add('welcome', {});
    const collectors = bullmq.collectors?.([{ token: 'mail', instance: queue }]);

    server.pause();
    const pending = new RecordingSink().read(collectors);
    const early = await Promise.race([
      pending.then(() => 'read'),
      new Promise((resolve) => setTimeout(resolve, 200, 'waiting')),
    ]);
    server.resume();
    const late = await pending;

    expect(early).toBe('waiting');
    expect(late).toMatchObject({ 'queue_jobs{mail,waiting}': 1 });
    await queue.close();
    await server.stop();
  });
});
