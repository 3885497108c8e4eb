import type { ServerConnection } from '../../probe/checked-connection';
import type { RedisInfo } from './redis-info';

/** A client of Redis, whatever made it. Its commands go through the app's own connection. */
export interface RedisClient {
  /** Whether an answer can be expected: its connection stands. */
  isReady(): boolean;
  /** Whether the app has sent it a command that blocks, behind which every other one waits. */
  isBlocked?(): boolean;
  /** Whether its connection was made and waits for its first replies. */
  isInHandshake?(): boolean;
  /** A sign of life. */
  ping(): Promise<unknown>;
  /** What each of its servers says of itself; empty while the client cannot ask, as when it listens to channels. */
  infos(): Promise<readonly RedisInfo[]>;
  /** Its connection, where it has exactly one that can be cut. */
  readonly serverConnection?: ServerConnection;
}
