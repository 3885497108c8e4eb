import type { CheckedConnection } from '../probe/checked-connection';

/** One queue, or one connection to a broker, as the indicator `queue` checks it. */
export type QueueConnection = CheckedConnection;
