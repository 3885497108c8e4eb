import { ConnectionsIndicator } from '../probe/connections.indicator';
import type { QueueConnection } from './queue.contract';
import { QUEUE_DEFAULTS } from './queue.options';
import type { QueueOptions } from './queue.options';

/** Every queue that the app has: each answers, has workers and no backlog, and its jobs come along. */
export class QueueIndicator extends ConnectionsIndicator {
  constructor(
    connections: readonly QueueConnection[],
    name = 'queue',
    options: Required<QueueOptions> = QUEUE_DEFAULTS,
  ) {
    super(connections, { name, fine: 'All queues healthy', separator: ': ' }, options);
  }
}
