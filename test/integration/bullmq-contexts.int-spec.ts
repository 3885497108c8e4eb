import { setTimeout as pause } from 'node:timers/promises';
import {
  BullModule,
  getFlowProducerToken,
  getQueueToken,
  OnWorkerEvent,
  Processor,
  WorkerHost,
} from '@nestjs/bullmq';
import { Logger, Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { UnrecoverableError } from 'bullmq';
import type { FlowProducer, Job, JobsOptions, Queue } from 'bullmq';
import { currentContext, ObservabilityModule } from 'nestjs-observability';
import { Observer, RequestContext, runInContext } from '../../libs/observability/src/core';
import { eventually } from '../support/eventually';
import { SentryReceiver } from '../support/sentry-receiver';
import { RedisDatabase } from '../support/services/redis-database';
import { ReportedSignals } from '../support/reported-signals';

interface Run {
  readonly job: string;
  readonly requestId: string;
  readonly traceId: string;
}

/** How a job ends, by its name. */
const ENDINGS: Readonly<Record<string, () => unknown>> = {
  error: () => new TypeError('broken job'),
  text: () => 'only a text',
  heard: () => new RangeError('broken and heard'),
  hopeless: () => new UnrecoverableError('no use to try again'),
};

const runs: Run[] = [];
const logger = new Logger('Work');

@Processor('work', { concurrency: 10 })
class WorkProcessor extends WorkerHost {
  async process({ name }: Job): Promise<string> {
    const { requestId, traceId } = currentContext()!;
    runs.push({ job: name, requestId, traceId });
    await pause(1);
    const ending = ENDINGS[name];
    // oxlint-disable-next-line typescript/only-throw-error -- apps do
    if (ending) throw ending();
    return name;
  }

  /** As most apps have it. */
  @OnWorkerEvent('failed')
  failed(job: Job, error: Error): void {
    if (job.name === 'heard') logger.error(`Job failed: ${error.message}`, error.stack);
  }
}

describe('jobs of BullMQ', () => {
  let redis: RedisDatabase;
  let sentry: SentryReceiver;
  let signals: ReportedSignals;
  let app: INestApplicationContext;
  let queue: Queue;

  beforeAll(async () => {
    [redis, sentry] = await Promise.all([RedisDatabase.create(), SentryReceiver.start()]);
    signals = new ReportedSignals(sentry);
    @Module({
      imports: [
        BullModule.forRoot({ connection: { url: redis.url, maxRetriesPerRequest: null } }),
        BullModule.registerQueue({ name: 'work' }),
        BullModule.registerFlowProducer({ name: 'flows' }),
        ObservabilityModule.forRoot(signals.options),
      ],
      providers: [WorkProcessor],
    })
    class WorkModule {}
    const options = { logger: ['error' as const], abortOnError: false };
    app = await NestFactory.createApplicationContext(WorkModule, options);
    queue = app.get<Queue>(getQueueToken('work'), { strict: false });
    await queue.waitUntilReady();
  });

  beforeEach(() => {
    signals.clear();
    runs.length = 0;
  });

  afterAll(async () => {
    await app.close();
    await Promise.all([redis.remove(), sentry.stop()]);
  });

  /** Sends something as a request does, with its id. */
  function asRequest<R>(requestId: string, send: () => R): R {
    return runInContext(new RequestContext(app.get(Observer), { requestId }), send);
  }

  async function add(name: string, options?: JobsOptions): Promise<void> {
    await asRequest('r-1', () => queue.add(name, {}, options));
  }

  it('continue the request that sends them, all those of a flow included', async () => {
    const flows = app.get<FlowProducer>(getFlowProducerToken('flows'), { strict: false });
    const children = ['first', 'second'].map((name) => ({ name, queueName: 'work', data: {} }));

    await asRequest('r-2', () =>
      flows.add({ name: 'parent', queueName: 'work', data: {}, children }),
    );

    await eventually(() =>
      expect(runs.map(({ job }) => job).toSorted()).toEqual(['first', 'parent', 'second']),
    );
    expect(new Set(runs.map(({ requestId }) => requestId))).toEqual(new Set(['r-2']));
    expect(new Set(runs.map(({ traceId }) => traceId)).size).toBe(1);
  });

  it('that come again have a story of their own each time', async () => {
    await asRequest('r-3', () =>
      queue.upsertJobScheduler('again', { every: 50 }, { name: 'again' }),
    );
    await eventually(() => expect(runs.length).toBeGreaterThanOrEqual(3));
    await queue.removeJobScheduler('again');

    const traces = runs.map(({ traceId }) => traceId);
    expect(new Set(traces).size).toBe(traces.length);
    expect(runs.map(({ requestId }) => requestId)).not.toContain('r-3');
  });

  it.each([
    ['an error', 'error', 'broken job'],
    ['a text', 'text', 'only a text'],
  ])(
    'that fail by %s are reported once, with the id of their request',
    async (_what, name, message) => {
      await add(name);

      await eventually(() => expect(signals.events).toEqual([[message, `work ${name}`]]));
      expect(sentry.events).toMatchObject([
        { tags: { request_id: 'r-1', queue: 'work', attempt: '1' } },
      ]);
      expect(signals.errors).toMatchObject([
        { logger: 'queue', request_id: 'r-1', message: `job failed: ${message}` },
      ]);
    },
  );

  it('are reported at the last of their attempts, and not before', async () => {
    await add('error', { attempts: 3 });

    await eventually(() => expect(runs).toHaveLength(3));
    await eventually(() => expect(signals.events).toEqual([['broken job', 'work error']]));
    expect(sentry.events).toMatchObject([{ tags: { attempt: '3' } }]);
  });

  it('are one event with what a listener logs of them, and its lines have their ids', async () => {
    await add('heard', { attempts: 2 });

    await eventually(() => expect(signals.events).toEqual([['broken and heard', 'work heard']]));
    const lines = signals.logs.lines.filter(({ message }) => message.startsWith('Job failed'));
    expect(lines).toMatchObject([{ request_id: 'r-1' }, { request_id: 'r-1' }]);
  });

  it('that forbid another attempt are reported at once', async () => {
    await add('hopeless', { attempts: 3 });

    await eventually(() =>
      expect(signals.events).toEqual([['no use to try again', 'work hopeless']]),
    );
    expect(runs).toHaveLength(1);
  });
});
