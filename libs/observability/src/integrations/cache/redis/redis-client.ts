import type { RedisInfo } from './redis-info';

/** A client of Redis, whatever made it. Its commands go through the app's own connection. */
export interface RedisClient {
  /** Whether it is connected, so that a reply can be expected. */
  isReady(): boolean;
  /** Whether the app has sent it a command that blocks, behind which every other one waits. */
  isBlocked?(): boolean;
  /** Sends PING. */
  ping(): Promise<unknown>;
  /** The INFO of each server; empty while the client cannot send it, as in a subscription. */
  infos(): Promise<readonly RedisInfo[]>;
  /** The setting with which the client replaces a dead connection, where it lacks it. */
  remedy?(): string | undefined;
}
