import type { AskedConnection } from '../asking/asked-connection';

/** One queue, or one connection to a broker, as the indicator `queue` asks it. */
export type QueueConnection = AskedConnection;
