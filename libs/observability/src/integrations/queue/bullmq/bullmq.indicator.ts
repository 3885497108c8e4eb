import { QueueIndicator } from '../queue.indicator';
import { QUEUE_DEFAULTS } from '../queue.options';
import type { QueueOptions } from '../queue.options';
import { queueConnection } from './queue-connection';
import type { QueueLike } from './queue-jobs';

/** Every queue has a worker, and not more than 1000 jobs waiting or being worked on. */
export class BullMqIndicator extends QueueIndicator {
  constructor(
    queues: readonly QueueLike[],
    name = 'queue',
    options: QueueOptions = QUEUE_DEFAULTS,
  ) {
    const resolved = { ...QUEUE_DEFAULTS, ...options };
    super(
      queues.map((queue) => queueConnection(queue, resolved)),
      name,
      resolved,
    );
  }
}
