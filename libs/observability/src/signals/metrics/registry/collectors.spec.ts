import { RegistryUnderTest } from '../testing/registry-under-test';
import { METRICS } from '../../../core';
import type { Collector } from '../../../core';

const { queueJobs, queueWorkers } = METRICS;

function fail(): never {
  throw new Error('the queue is gone');
}

/** A registry with one source. */
function start(source: Partial<Collector>): RegistryUnderTest {
  const under = new RegistryUnderTest();
  under.registry.addCollector({ name: 'queue mail', metrics: [queueJobs], ...source });
  return under;
}

describe('collectors', () => {
  it('are taken at each scrape', async () => {
    let waiting = 0;
    const under = start({
      read: (sink) => sink.set(queueJobs, ['mail', 'waiting'], (waiting += 1)),
    });

    await under.exposition();

    expect(await under.lines('queue_jobs')).toEqual(['queue_jobs{queue="mail",state="waiting"} 2']);
  });

  it('of several sources go to the same metric', async () => {
    const under = start({ read: (sink) => sink.set(queueWorkers, ['mail'], 1) });
    under.registry.addCollector({
      name: 'queue print',
      metrics: [queueJobs],
      read: async (sink) => sink.set(queueWorkers, ['print'], 2),
    });

    expect(await under.lines('queue_workers')).toEqual([
      'queue_workers{queue="mail"} 1',
      'queue_workers{queue="print"} 2',
    ]);
  });

  it('have their metric on the page before the first value', async () => {
    expect(await start({}).exposition()).toContain('# TYPE queue_jobs gauge\n');
  });

  it('start and stop with the app', () => {
    const heard: string[] = [];
    const under = start({ start: () => heard.push('start'), stop: () => heard.push('stop') });

    under.registry.stop();

    expect(heard).toEqual(['start', 'stop']);
  });

  it('may be written between scrapes by what was started', async () => {
    const under = start({ start: (sink) => sink.set(queueJobs, ['mail', 'failed'], 3) });

    expect(await under.lines('queue_jobs')).toEqual(['queue_jobs{queue="mail",state="failed"} 3']);
  });

  it('that cannot start or stop hurt nobody and are counted', () => {
    const under = start({ start: fail, stop: fail });

    under.registry.stop();

    expect(under.dropped).toEqual([['metrics', 2]]);
  });

  it('that fail keep their last values, are counted and warned of once', async () => {
    let isBroken = false;
    const under = start({
      read: (sink) => (isBroken ? fail() : sink.set(queueJobs, ['mail', 'waiting'], 5)),
    });
    await under.exposition();

    isBroken = true;
    await under.exposition();

    expect(await under.lines('queue_jobs')).toEqual(['queue_jobs{queue="mail",state="waiting"} 5']);
    expect(under.dropped).toEqual([['metrics', 2]]);
    expect(under.said).toEqual([
      'The collector of "queue mail" failed: the queue is gone; its last values are exposed again.',
    ]);
  });

  it('that failed are taken again when they work again', async () => {
    let isBroken = true;
    const under = start({
      read: (sink) => (isBroken ? fail() : sink.set(queueJobs, ['mail', 'waiting'], 5)),
    });
    await under.exposition();

    isBroken = false;

    expect(await under.lines('queue_jobs')).toHaveLength(1);
  });

  it('that never end cost a second and their own values only', async () => {
    const under = start({ read: () => new Promise<void>(() => undefined) });
    under.registry.addCollector({
      name: 'sound',
      metrics: [queueWorkers],
      read: (sink) => sink.set(queueWorkers, ['mail'], 1),
    });
    const started = performance.now();

    const lines = await under.lines('queue_workers');

    expect(performance.now() - started).toBeLessThan(1500);
    expect(lines).toEqual(['queue_workers{queue="mail"} 1']);
    expect(under.said).toEqual([
      'The collector of "queue mail" did not answer within 1 s; its last values are exposed again.',
    ]);
  });
});
