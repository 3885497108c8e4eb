import { Observer } from '../../../core';
import type { JobObservation } from '../../../core';
import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { QueueIndicator } from '../queue.indicator';
import { bullmq } from './bullmq.integration';

function queue(): object {
  return {
    name: 'mail',
    add: async () => undefined,
    addBulk: async () => [],
    getJobCounts: async () => ({ waiting: 0, active: 0 }),
    getWorkersCount: async () => 1,
    getJobs: async () => [],
  };
}

describe('the integration of BullMQ', () => {
  it('asks each queue once, however many tokens it has', async () => {
    const instance = queue();
    const provided = [
      { token: 'a', instance },
      { token: 'b', instance },
      { token: 'c', instance: new Map() },
    ];

    const queues = bullmq.queues?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const { details } = await new QueueIndicator(queues).check();

    expect(queues).toHaveLength(1);
    expect(details).toEqual({
      mail_workers: 1,
      mail_waiting: 0,
      mail_active: 0,
      mail_delayed: 0,
    });
  });

  it('finds none without queues', () => {
    const provided = [{ token: 'a', instance: new Map() }];

    expect(bullmq.queues?.(provided, INTEGRATIONS_DEFAULTS)).toEqual([]);
  });

  it('reads a queue once, however many modules register it', () => {
    const provided = [queue(), queue(), new Map()].map((instance, i) => ({ token: i, instance }));

    expect(bullmq.collectors?.(provided).map(({ name }) => name)).toEqual(['the queue "mail"']);
  });

  it('observes processors and leaves other classes with such a method alone', async () => {
    class MailProcessor {
      async process(_job: object): Promise<string> {
        return 'mailed';
      }
    }
    class Blender {
      async process(_job: object): Promise<string> {
        return 'blended';
      }
    }
    Reflect.defineMetadata('bullmq:processor_metadata', { name: 'mail' }, MailProcessor);
    const ended: JobObservation[] = [];
    const observer = new Observer([
      { name: 'recorder', jobs: { end: (observation) => ended.push(observation) } },
    ]);
    const [mail, blender] = [new MailProcessor(), new Blender()];
    const job = { id: '1', name: 'welcome', queueName: 'mail', attemptsMade: 0, opts: {} };

    bullmq.instrument?.(
      [
        { token: 'mail', instance: mail },
        { token: 'blender', instance: blender },
      ],
      observer,
    );
    await mail.process(job);
    await blender.process(job);

    expect(ended.map(({ queue: name }) => name)).toEqual(['mail']);
  });
});
