import { errorMonitor } from 'node:events';
import type { NodeRedisLike } from './node-redis.contract';

const ENDS = ['ready', 'reconnecting', 'end', errorMonitor] as const;

/**
 * Knows whether a client stands between a connection and its first replies. A server that accepts
 * and never answers leaves it there forever. It only looks on: an error that nobody listens to
 * stays one.
 */
export class HandshakeWatch {
  private isUnderWay = false;

  constructor(redis: NodeRedisLike) {
    redis.on('connect', () => {
      this.isUnderWay = true;
    });
    for (const event of ENDS) {
      redis.on(event, () => {
        this.isUnderWay = false;
      });
    }
  }

  /** A connection was made and waits for its first replies. */
  get waits(): boolean {
    return this.isUnderWay;
  }
}
