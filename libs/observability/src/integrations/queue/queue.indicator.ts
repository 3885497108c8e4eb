import type { CheckedConnection } from '../probe/checked-connection';
import { ConnectionsIndicator } from '../probe/connections.indicator';
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

/** One queue, or one connection to a broker, as the indicator `queue` checks it. */
export type QueueConnection = CheckedConnection;
