import { BullMqIndicator } from './bullmq.indicator';
import type { QueueLike } from './queue-jobs';

class FakeQueue implements QueueLike {
  constructor(
    readonly name: string,
    private readonly workers: number,
    private readonly counts: Readonly<Record<string, number>> = {},
  ) {}

  async getWorkersCount(): Promise<number> {
    return this.workers;
  }

  async getJobCounts(...states: string[]): Promise<Record<string, number>> {
    return Object.fromEntries(states.map((state) => [state, this.counts[state] ?? 0]));
  }
}

describe('the queue indicator', () => {
  it('is not critical and called queue', () => {
    expect(new BullMqIndicator([])).toMatchObject({ name: 'queue', critical: false });
  });

  it('tells workers and jobs', async () => {
    const queue = new FakeQueue('mail', 2, { waiting: 5, active: 3, failed: 99 });

    const finding = await new BullMqIndicator([queue]).check();

    expect(finding).toEqual({
      status: 'healthy',
      message: 'All queues healthy',
      details: { mail_workers: 2, mail_waiting: 5, mail_active: 3, mail_delayed: 0 },
    });
  });

  it('is unhealthy without a worker', async () => {
    const finding = await new BullMqIndicator([new FakeQueue('mail', 0)]).check();

    expect(finding).toMatchObject({ status: 'unhealthy', message: 'mail: no active workers' });
  });

  it.each([
    [1000, 0, 'healthy', 'All queues healthy'],
    [990, 10, 'healthy', 'All queues healthy'],
    [1001, 0, 'degraded', 'mail: high task queue, 1001 jobs'],
    [991, 10, 'degraded', 'mail: high task queue, 1001 jobs'],
  ])('with %i jobs waiting and %i active is %s', async (waiting, active, status, message) => {
    const queue = new FakeQueue('mail', 1, { waiting, active });

    const finding = await new BullMqIndicator([queue]).check();

    expect(finding).toMatchObject({ status, message });
  });

  it('tells both that no worker is there and that jobs pile up', async () => {
    const queue = new FakeQueue('mail', 0, { waiting: 2000 });

    const finding = await new BullMqIndicator([queue]).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'mail: no active workers; high task queue, 2000 jobs',
    });
  });

  it.each(['getWorkersCount', 'getJobCounts'])(
    'is unhealthy when the queue cannot be queried (%s)',
    async (question) => {
      const broken = { [question]: () => Promise.reject(new Error('Connection is closed.')) };
      const queue = Object.assign(new FakeQueue('mail', 1), broken);

      const finding = await new BullMqIndicator([queue]).check();

      expect(finding).toMatchObject({
        status: 'unhealthy',
        message: 'mail: queue check failed: Connection is closed.',
      });
    },
  );

  it('asks every queue and tells them apart', async () => {
    const queues = [new FakeQueue('mail', 1), new FakeQueue('receipts', 0)];

    const finding = await new BullMqIndicator(queues).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'receipts: no active workers',
      details: { mail_workers: 1, receipts_workers: 0 },
    });
  });
});
