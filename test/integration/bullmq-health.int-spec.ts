import { setTimeout as sleep } from 'node:timers/promises';
import { Processor, WorkerHost } from '@nestjs/bullmq';
import { createPostgresBackend, Queue, setDefaultBackendFactory, Worker } from 'bullmq';
import type { ConnectionOptions } from 'bullmq';
import type { Finding } from '../../libs/observability/src/health';
import {
  bullmq,
  INTEGRATIONS_DEFAULTS,
  QueueIndicator,
} from '../../libs/observability/src/integrations';
import { eventually } from '../support/eventually';
import { FaultProxy } from '../support/fault-proxy';
import { PostgresServer } from '../support/services/postgres-server';
import { RedisServer } from '../support/services/redis-server';

const HEALED_WITHIN_MS = 10_000;
const LOST_WITHIN_MS = 15_000;
const RECONNECT_EVERY_MS = 200;

@Processor('letters')
class MailProcessor extends WorkerHost {
  async process(): Promise<void> {}
}

type Kind = 'Redis' | 'PostgreSQL';

const backends = {
  Redis: {
    factory: undefined,
    connection: (port: number) => ({
      url: `redis://127.0.0.1:${port}`,
      maxRetriesPerRequest: null,
      retryStrategy: () => RECONNECT_EVERY_MS,
      // Longer than a worker waits for a job: docs/integrations/bullmq.md.
      socketTimeout: 3000,
    }),
  },
  PostgreSQL: {
    factory: createPostgresBackend,
    connection: (port: number) => ({
      connectionString: `postgres://test@127.0.0.1:${port}/postgres`,
      migrate: true,
      max: 4,
      connectionTimeoutMillis: 1000,
      query_timeout: 1000,
    }),
  },
} as const;

let redis: RedisServer;
let postgres: PostgresServer;

beforeAll(async () => {
  [redis, postgres] = await Promise.all([RedisServer.start(), PostgresServer.start()]);
});

afterAll(() => Promise.all([redis.stop(), postgres.remove()]));

describe.each(['Redis', 'PostgreSQL'] as const)('the health of BullMQ on %s', (kind) => {
  beforeAll(() => {
    // BullMQ's types make two classes of one with two backends; the default is not told to them.
    setDefaultBackendFactory(backends[kind].factory);
  });

  afterAll(() => setDefaultBackendFactory());

  const portOf = (): number => Number(new URL((kind === 'Redis' ? redis : postgres).url).port);

  describe('without faults', () => {
    let queue: Queue;

    beforeAll(async () => {
      queue = await openQueue(kind, portOf(), 'mail');
    });

    afterAll(() => queue.close());

    it('is unhealthy without a worker', async () => {
      const { status, message } = await indicatorFor([queue], 5000).check();

      expect({ status, message }).toEqual({
        status: 'unhealthy',
        message: 'mail: no active workers',
      });
    });

    it('tells that 1,001 jobs wait', async () => {
      const jobs = Array.from({ length: 1001 }, () => ({ name: 'welcome', data: {} }));
      await queue.addBulk(jobs);
      await queue.add('later', {}, { delay: 60_000 });

      const { message, details } = await indicatorFor([queue], 5000).check();
      await queue.obliterate({ force: true });

      expect(message).toBe('mail: no active workers; high task queue, 1001 jobs');
      expect(details).toMatchObject({ mail_waiting: 1001, mail_delayed: 1 });
    });

    it('is degraded when jobs wait and none is finished, and no more when one was', async () => {
      const gate = { isOpen: false };
      const work = async (): Promise<void> => {
        while (!gate.isOpen) await sleep(20);
      };
      await queue.addBulk(Array.from({ length: 3 }, () => ({ name: 'slow', data: {} })));
      const worker = await openWorker(kind, portOf(), 'mail', work);
      const indicator = indicatorFor([queue], 5000, 300);

      const stalled = await becomes(indicator, 'degraded');
      gate.isOpen = true;
      const after = await becomes(indicator, 'healthy');
      await worker.close();

      expect(stalled.message).toMatch(/^mail: stalled: jobs wait and none was finished for \d+ s$/);
      expect(stalled.details).toMatchObject({ mail_active: 1, mail_waiting: 2 });
      expect(stalled.details?.['mail_oldest_waiting_seconds']).toBeGreaterThan(0);
      expect(after.details).toMatchObject({ mail_workers: 1 });
    });
  });

  describe('behind a way that can be broken', () => {
    let proxy: FaultProxy;
    let queue: Queue;
    let worker: Worker;
    let processor: MailProcessor;

    beforeAll(async () => {
      proxy = await FaultProxy.start(portOf());
      queue = await openQueue(kind, proxy.port, 'letters');
      worker = await openWorker(kind, proxy.port, 'letters', async () => undefined);
      processor = Object.assign(new MailProcessor(), { _worker: worker });
    });

    afterAll(async () => {
      proxy.mode = 'pass';
      await worker.close(true);
      await queue.close();
      await proxy.stop();
    });

    it.each([
      ['hang', HEALED_WITHIN_MS],
      ['drop', LOST_WITHIN_MS],
      ['half-open', LOST_WITHIN_MS],
    ] as const)(
      'falls at its first time-out and comes back when the way was in mode %s',
      async (mode, withinMs) => {
        // On PostgreSQL, BullMQ leaves the connection on which a worker listens to the keep-alive of the kernel.
        const isListenerLost = kind === 'PostgreSQL' && mode !== 'hang';
        const indicator = indicatorFor(isListenerLost ? [queue] : [queue, processor], 500);
        await becomes(indicator, 'healthy');
        const before = proxy.accepted;
        proxy.mode = mode;

        const findings = await Promise.all(Array.from({ length: 500 }, () => indicator.check()));
        const opened = proxy.accepted - before;
        proxy.mode = 'pass';
        // The server counts workers by the connections on which they listen.
        if (isListenerLost && mode === 'half-open') await missesWorkers(indicator, withinMs);
        else await becomes(indicator, 'healthy', withinMs);

        expect(statusesOf(findings)).toEqual(['unhealthy']);
        expect(opened).toBeLessThanOrEqual(2);
        expect(await isWorkedOn(queue)).toBe(true);
        if (kind === 'PostgreSQL') expect(takenOf(queue)).toBe(0);
      },
    );
  });
});

// The backend takes PostgreSQL's settings where the type names Redis's.
const optionsFor = (kind: Kind, port: number): { connection: ConnectionOptions } => ({
  connection: backends[kind].connection(port),
});

async function openQueue(kind: Kind, port: number, name: string): Promise<Queue> {
  const queue = new Queue(name, optionsFor(kind, port));
  queue.on('error', () => undefined);
  await queue.waitUntilReady();
  return queue;
}

async function openWorker(
  kind: Kind,
  port: number,
  name: string,
  process: () => Promise<void>,
): Promise<Worker> {
  const options = { ...optionsFor(kind, port), drainDelay: 1 };
  const worker = new Worker(name, process, options);
  worker.on('error', () => undefined);
  await worker.waitUntilReady();
  return worker;
}

function indicatorFor(
  instances: readonly object[],
  timeoutMs: number,
  stalledMs = 60_000,
): QueueIndicator {
  const provided = instances.map((instance, token) => ({ token, instance }));
  const options = { ...INTEGRATIONS_DEFAULTS.queue, timeoutMs, stalledMs };
  const found = bullmq.queues?.(provided, { ...INTEGRATIONS_DEFAULTS, queue: options }) ?? [];
  return new QueueIndicator(found, 'queue', options);
}

function becomes(indicator: QueueIndicator, status: string, withinMs = 5000): Promise<Finding> {
  return eventually(async () => {
    const finding = await indicator.check();
    // The message tells what is wrong when it does not become so.
    expect(finding).toMatchObject({ status, message: expect.any(String) as string });
    return finding;
  }, withinMs);
}

async function missesWorkers(indicator: QueueIndicator, withinMs: number): Promise<void> {
  await eventually(async () => {
    expect((await indicator.check()).message).toBe('letters: no active workers');
  }, withinMs);
}

/** Whether the app's own commands work: a job is added and a worker takes it. */
async function isWorkedOn(queue: Queue): Promise<boolean> {
  const job = await queue.add('tea', {});
  return eventually(async () => {
    expect(await job.isCompleted()).toBe(true);
    return true;
  }, LOST_WITHIN_MS);
}

/** Connections of the queue's pool that somebody has. */
function takenOf(queue: Queue): number {
  const { pool } = (queue as unknown as { backend: { connection: { pool: Counts } } }).backend
    .connection;
  return pool.totalCount - pool.idleCount;
}

interface Counts {
  readonly totalCount: number;
  readonly idleCount: number;
}

function statusesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ status }) => status))];
}
