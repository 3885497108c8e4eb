import { messageOf } from '../../core';
import { Findings } from '../../health';
import type { Finding, HealthIndicator } from '../../health';

/** What is asked of a BullMQ queue. */
export interface QueueLike {
  readonly name: string;
  getJobCounts(...states: string[]): Promise<Record<string, number>>;
  getWorkersCount(): Promise<number>;
}

const MOST_JOBS = 1000;

/** Every queue has a worker, and not more than 1000 jobs waiting or being worked on. */
export class BullMqIndicator implements HealthIndicator {
  readonly critical = false;

  constructor(
    private readonly queues: readonly QueueLike[],
    readonly name = 'queue',
  ) {}

  async check(): Promise<Finding> {
    const findings = new Findings();
    await Promise.all(this.queues.map((queue) => ask(queue, findings)));
    return findings.toFinding('All queues healthy');
  }
}

async function ask(queue: QueueLike, findings: Findings): Promise<void> {
  const { name } = queue;
  try {
    const [workers, { waiting = 0, active = 0 }] = await Promise.all([
      queue.getWorkersCount(),
      queue.getJobCounts('waiting', 'active'),
    ]);
    findings
      .note(`${name}_workers`, workers)
      .note(`${name}_waiting`, waiting)
      .note(`${name}_active`, active);
    if (workers === 0) findings.add('unhealthy', `${name}: no active workers`);
    if (waiting + active > MOST_JOBS) {
      findings.add('degraded', `${name}: high task queue, ${waiting + active} jobs`);
    }
  } catch (error) {
    findings.add('unhealthy', `${name}: queue check failed: ${messageOf(error)}`);
  }
}
