import { EventEmitter } from 'node:events';
import { DelayedError, RateLimitError, UnrecoverableError, WaitingChildrenError } from 'bullmq';
import {
  currentContext,
  JobObservation,
  Observer,
  RequestContext,
  runInContext,
} from '../../../core';
import type { Listener, ObservationHandler } from '../../../core';
import { instrumentFlows, instrumentProcessor, instrumentQueue } from './bullmq.instrumentation';
import type { Flow, JobLike, JobProcessor, SendingQueue } from './bullmq.instrumentation';
import type { JobOptions } from './job-context';

class RecordingHandler implements ObservationHandler {
  readonly name = 'recorder';
  readonly begun: JobObservation[] = [];
  readonly ended: JobObservation[] = [];
  readonly jobs: Listener<JobObservation> = {
    begin: (observation) => this.begun.push(observation),
    end: (observation) => this.ended.push(observation),
  };
}

/** A queue's options are its own; the context joins them. */
const RETRIED: JobOptions & { attempts: number } = { attempts: 3 };

interface SentJob {
  readonly name: string;
  readonly data: unknown;
  readonly opts?: JobOptions;
}

/** Keeps what it is sent. */
class FakeQueue implements SendingQueue {
  readonly sent: SentJob[] = [];

  async add(name: string, data: unknown, opts?: JobOptions): Promise<unknown> {
    this.sent.push({ name, data, opts });
    return `job ${this.sent.length}`;
  }

  async addBulk(jobs: SentJob[]): Promise<unknown> {
    this.sent.push(...jobs);
    return jobs.length;
  }
}

class FakeProcessor implements JobProcessor {
  readonly answer = 'receipt sent';

  constructor(private readonly work: () => unknown = () => undefined) {}

  async process(job: JobLike, token?: unknown): Promise<unknown> {
    await Promise.resolve();
    return this.work() ?? [this.answer, job.id, token];
  }
}

function jobWith(facts: Partial<JobLike> = {}): JobLike {
  return { id: '7', name: 'receipt', queueName: 'receipts', attemptsMade: 0, opts: {}, ...facts };
}

function jobFrom(requestId: string): JobLike {
  const metadata = JSON.stringify({ 'x-request-id': requestId });
  return jobWith({ opts: { telemetry: { metadata } } });
}

function fails(error: unknown): () => never {
  return () => {
    throw error;
  };
}

let recorder: RecordingHandler;
let observer: Observer;

beforeEach(() => {
  recorder = new RecordingHandler();
  observer = new Observer([recorder]);
});

describe('a queue that is looked after', () => {
  it('sends the ids of the request with a job', async () => {
    const queue = new FakeQueue();
    instrumentQueue(queue, new Observer([]));
    const context = new RequestContext(observer, { requestId: 'req-1' });

    await runInContext(context, () => queue.add('receipt', { order: 1 }, RETRIED));

    expect(queue.sent).toMatchObject([
      { name: 'receipt', data: { order: 1 }, opts: { attempts: 3 } },
    ]);
    expect(queue.sent[0]?.opts?.telemetry?.metadata).toContain('"x-request-id":"req-1"');
  });

  it('sends the ids of the request with each job of many', async () => {
    const queue = new FakeQueue();
    instrumentQueue(queue, new Observer([]));
    const context = new RequestContext(observer, { requestId: 'req-1' });
    const jobs = [
      { name: 'a', data: 1 },
      { name: 'b', data: 2, opts: {} },
    ];

    await runInContext(context, () => queue.addBulk(jobs));

    const metadata = queue.sent.map(({ opts }) => opts?.telemetry?.metadata);
    expect(metadata).toEqual(jobs.map(() => expect.stringContaining('"x-request-id":"req-1"')));
    expect(jobs).toEqual([
      { name: 'a', data: 1 },
      { name: 'b', data: 2, opts: {} },
    ]);
  });

  it('answers as before', async () => {
    const queue = new FakeQueue();
    instrumentQueue(queue, new Observer([]));

    expect(await queue.add('receipt', {})).toBe('job 1');
    expect(await queue.addBulk([])).toBe(0);
  });

  it('adds nothing outside any request', async () => {
    const queue = new FakeQueue();
    instrumentQueue(queue, new Observer([]));

    await queue.add('receipt', { order: 1 });

    expect(queue.sent).toEqual([{ name: 'receipt', data: { order: 1 }, opts: undefined }]);
  });
});

describe('a producer of flows that is looked after', () => {
  it('sends the ids of the request with each job of a flow, and leaves the flow as it is', async () => {
    const sent: Flow[] = [];
    const producer = {
      add: async (flow: Flow) => sent.push(flow),
      addBulk: async (flows: readonly Flow[]) => sent.push(...flows),
    };
    instrumentFlows(producer, new Observer([]));
    const flow = { name: 'parent', children: [{ name: 'child', opts: RETRIED }] };

    await runInContext(new RequestContext(observer, { requestId: 'req-1' }), async () => {
      await producer.add(flow);
      await producer.addBulk([flow]);
    });

    const telemetry = { telemetry: { metadata: expect.stringContaining('"req-1"') as string } };
    const child = { name: 'child', opts: { ...RETRIED, ...telemetry } };
    const wanted = { name: 'parent', opts: telemetry, children: [child] };
    expect(sent).toEqual([wanted, wanted]);
    expect(flow).toEqual({ name: 'parent', children: [{ name: 'child', opts: RETRIED }] });
  });
});

describe('a processor that is looked after', () => {
  it('works on a job in the context of the request that sent it', async () => {
    const queue = new FakeQueue();
    instrumentQueue(queue, new Observer([]));
    const sender = new RequestContext(observer, { requestId: 'req-1' });
    await runInContext(sender, () => queue.add('receipt', {}));
    let inside: RequestContext | undefined;
    const processor = new FakeProcessor(() => (inside = currentContext()));
    instrumentProcessor(processor, observer);

    await processor.process(jobWith({ opts: queue.sent[0]?.opts ?? {} }));

    expect(inside?.requestId).toBe('req-1');
    expect(inside?.traceId).toBe(sender.traceId);
    expect(inside?.observation).toBe(recorder.ended[0]);
  });

  it('keeps this, arguments and the result', async () => {
    const processor = new FakeProcessor();
    instrumentProcessor(processor, observer);

    const result = await processor.process(jobWith(), 'token');

    expect(result).toEqual(['receipt sent', '7', 'token']);
  });

  it('is observed once for each attempt', async () => {
    const processor = new FakeProcessor();
    instrumentProcessor(processor, observer);

    await processor.process(jobWith({ attemptsMade: 1 }));

    expect(recorder.begun).toHaveLength(1);
    expect(recorder.ended).toMatchObject([
      {
        queue: 'receipts',
        job: { id: '7', name: 'receipt', attempt: 2 },
        outcome: 'ok',
        isUnexpected: false,
      },
    ]);
  });

  it('fails with the same error, and it is kept', async () => {
    const error = new Error('printer on fire');
    const processor = new FakeProcessor(fails(error));
    instrumentProcessor(processor, observer);

    await expect(processor.process(jobWith())).rejects.toBe(error);
    expect(recorder.ended).toMatchObject([{ outcome: 'error', failed: true, error }]);
  });

  it('fails with the same error where its name cannot be read', async () => {
    const error = Object.defineProperty(new Error('on fire'), 'name', { get: refuse });
    const processor = new FakeProcessor(fails(error));
    instrumentProcessor(processor, observer);

    await expect(processor.process(jobWith())).rejects.toBe(error);
    expect(recorder.ended).toMatchObject([{ outcome: 'error' }]);
  });

  it('is observed when it throws before it returns a promise', async () => {
    const error = new Error('at once');
    const processor: JobProcessor = { process: fails(error) };
    instrumentProcessor(processor, observer);

    await expect(processor.process(jobWith())).rejects.toBe(error);
    expect(recorder.ended).toMatchObject([{ failed: true, error }]);
  });

  it.each([
    ['the only attempt', 0, undefined, true],
    ['the only configured attempt', 0, 1, true],
    ['the first of three attempts', 0, 3, false],
    ['the second of three attempts', 1, 3, false],
    ['the last of three attempts', 2, 3, true],
    ['an attempt beyond the last', 5, 3, true],
  ])('that fails on %s tells whether anybody handles it', async (...row) => {
    const [, attemptsMade, attempts, isUnexpected] = row;
    const processor = new FakeProcessor(fails(new Error('printer on fire')));
    instrumentProcessor(processor, observer);

    await processor.process(jobWith({ attemptsMade, opts: { attempts } })).catch(() => undefined);

    expect(recorder.ended).toMatchObject([{ outcome: 'error', isUnexpected }]);
  });

  it('that forbids another attempt fails for good on the first of three', async () => {
    const processor = new FakeProcessor(fails(new UnrecoverableError('no such order')));
    instrumentProcessor(processor, observer);

    await processor.process(jobWith({ opts: RETRIED })).catch(() => undefined);

    expect(recorder.ended).toMatchObject([{ outcome: 'error', isUnexpected: true }]);
  });

  it.each([
    ['to delay the job', new DelayedError()],
    ['to wait for its children', new WaitingChildrenError()],
    ['to keep the rate limit', new RateLimitError()],
  ])('that tells the queue %s has not failed', async (_order, error) => {
    const processor = new FakeProcessor(fails(error));
    instrumentProcessor(processor, observer);

    await expect(processor.process(jobWith())).rejects.toBe(error);
    expect(recorder.ended).toMatchObject([{ outcome: 'ok', failed: false, isUnexpected: false }]);
  });

  it('keeps two jobs at a time apart', async () => {
    const seen: (string | undefined)[] = [];
    const processor = new FakeProcessor(() => seen.push(currentContext()?.requestId));
    instrumentProcessor(processor, observer);

    await Promise.all([processor.process(jobFrom('req-1')), processor.process(jobFrom('req-2'))]);

    expect(seen).toEqual(['req-1', 'req-2']);
    expect(currentContext()).toBeUndefined();
  });
});

/** Keeps the contexts that listeners of an event run in. */
function contextsOf(worker: EventEmitter, event: string): (RequestContext | undefined)[] {
  const seen: (RequestContext | undefined)[] = [];
  worker.on(event, () => seen.push(currentContext()));
  return seen;
}

describe("a listener of a worker's events", () => {
  class HostingProcessor extends FakeProcessor {
    readonly worker = new EventEmitter();
  }

  it('runs in the context of its job, also when that has ended', async () => {
    const processor = new HostingProcessor(fails(new Error('boom')));
    instrumentProcessor(processor, observer);
    const seen = contextsOf(processor.worker, 'failed');
    const job = jobFrom('req-1');

    await expect(processor.process(job)).rejects.toThrow('boom');
    processor.worker.emit('failed', job, new Error('boom'));

    expect(seen).toEqual([recorder.ended[0]?.context]);
    expect(currentContext()).toBeUndefined();
  });

  it('has the ids of a job that never ran here, and none where there is no job', async () => {
    const processor = new HostingProcessor();
    instrumentProcessor(processor, observer);
    const failed = contextsOf(processor.worker, 'failed');
    const stalled = contextsOf(processor.worker, 'stalled');

    await processor.process(jobWith());
    processor.worker.emit('failed', jobFrom('req-2'), new Error('stalled too often'));
    processor.worker.emit('failed', undefined, new Error('gone'));
    processor.worker.emit('stalled', '7');

    expect(failed.map((context) => context?.requestId)).toEqual(['req-2', undefined]);
    expect(stalled).toEqual([undefined]);
  });

  it('shares the context of the attempt that begins next, and each attempt has its own', async () => {
    const processor = new HostingProcessor();
    instrumentProcessor(processor, observer);
    const seen = contextsOf(processor.worker, 'active');
    const job = jobWith();

    await processor.process(jobWith());
    processor.worker.emit('active', job, 'waiting');
    await processor.process(job);
    await processor.process(job);

    const [, second, third] = recorder.ended.map(({ context }) => context);
    expect(seen).toEqual([second]);
    expect(third).not.toBe(second);
  });

  it('does not matter where the worker cannot be read', async () => {
    const processor = new (class extends FakeProcessor {
      get worker(): never {
        throw new Error('not yet');
      }
    })();
    instrumentProcessor(processor, observer);

    await processor.process(jobWith());

    expect(recorder.ended).toHaveLength(1);
  });
});

function refuse(): never {
  throw new Error('no name');
}
