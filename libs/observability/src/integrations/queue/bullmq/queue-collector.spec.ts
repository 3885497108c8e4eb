import { RecordingSink } from '../../../testing/recording-sink';
import { queueCollector } from './queue-collector';
import type { KnownJob, ReadableQueue } from './queue-jobs';

const NOW = 1_000_000_000;

/** Its waiting jobs stand in the order in which they are worked on. */
class FakeQueue implements ReadableQueue {
  readonly name = 'mail';
  countsFromNewest = false;
  error: Error | undefined = undefined;

  constructor(private readonly waiting: readonly (KnownJob | undefined)[] = []) {}

  async getJobCounts(): Promise<Record<string, number>> {
    if (this.error) throw this.error;
    return { waiting: this.waiting.length, failed: 4 };
  }

  async getWorkersCount(): Promise<number> {
    return 2;
  }

  /** BullMQ on PostgreSQL counts from the newest job, whatever the order. */
  async getJobs(_states: string[], start: number, end: number, isAscending: boolean) {
    const isOldestFirst = isAscending && !this.countsFromNewest;
    const ordered = isOldestFirst ? this.waiting : this.waiting.toReversed();
    return ordered.slice(start, end + 1);
  }
}

async function read(queue: FakeQueue): Promise<Record<string, number>> {
  const sink = new RecordingSink();
  await queueCollector(queue).read?.(sink);
  return sink.values;
}

async function oldestWaiting(queue: FakeQueue): Promise<number | undefined> {
  return (await read(queue))['queue_oldest_waiting_seconds{mail}'];
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the reading of a queue', () => {
  it('tells jobs by state, workers, and how long the oldest job has waited', async () => {
    expect(await read(new FakeQueue([{ timestamp: NOW - 1500 }]))).toEqual({
      'queue_jobs{mail,waiting}': 1,
      'queue_jobs{mail,failed}': 4,
      'queue_workers{mail}': 2,
      'queue_oldest_waiting_seconds{mail}': 1.5,
    });
  });

  it.each([
    ['the first one', false],
    ['the last one, as on PostgreSQL', true],
  ])('finds the oldest when it is %s', async (_where, countsFromNewest) => {
    const ages = [90_000, 60_000, 30_000];
    const queue = new FakeQueue(ages.map((age) => ({ timestamp: NOW - age })));
    queue.countsFromNewest = countsFromNewest;

    expect(await oldestWaiting(queue)).toBe(90);
  });

  it.each<[string, KnownJob[], number]>([
    ['none waits', [], 0],
    ['its delay was over', [{ timestamp: NOW - 90_000, opts: { delay: 60_000 } }], 30],
    ['its last attempt began', [{ timestamp: NOW - 90_000, processedOn: NOW - 2000 }], 2],
    ['a clock elsewhere is ahead', [{ timestamp: NOW + 500 }], 0],
  ])('tells the time since %s', async (_since, jobs, seconds) => {
    expect(await oldestWaiting(new FakeQueue(jobs))).toBe(seconds);
  });

  it('tells 0 when the jobs are gone by the time it looks', async () => {
    expect(await oldestWaiting(new FakeQueue([undefined, undefined]))).toBe(0);
  });

  it('fails when the queue does, and tells what it got all the same', async () => {
    const queue = new FakeQueue();
    queue.error = new Error('ECONNREFUSED');
    const sink = new RecordingSink();

    await expect(queueCollector(queue).read?.(sink)).rejects.toThrow('ECONNREFUSED');
    expect(sink.values).toEqual({ 'queue_workers{mail}': 2 });
  });
});
