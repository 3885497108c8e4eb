import type { PoolAdapter, Acquisition, PoolUsage } from './pool-adapter';
import { addAcquireListener } from './acquire-listeners';
import { OwnAcquisitions } from './own-acquisitions';

/** A client of pg that was acquired from its pool. */
export interface PooledPgClient {
  query(sql: string): Promise<{ readonly rows: unknown }>;
  /** @param destroy whether the pool closes it */
  release(destroy?: boolean): void;
  on(event: 'error', heard: () => void): unknown;
  removeListener(event: 'error', heard: () => void): unknown;
  /** Present on pg's own clients, since pg 8. */
  readonly _connected?: boolean;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/** A pool of pg; members with an underscore are internal to pg-pool and may be missing. */
export interface PgPoolInternals {
  connect(): Promise<PooledPgClient>;
  readonly options?: { readonly max?: number };
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _clients?: readonly PooledPgClient[];
  readonly _pendingQueue?: unknown[];
  readonly _idle?: readonly { readonly client: PooledPgClient }[];
  _remove?(client: PooledPgClient): void;
}

/** Adapts a pool of pg. */
export class PgPoolAdapter implements PoolAdapter<PooledPgClient> {
  private readonly own = new OwnAcquisitions();

  constructor(private readonly pool: PgPoolInternals) {}

  acquire(): Acquisition<PooledPgClient> {
    const { pool } = this;
    const known = new Set(pool._clients);
    const place = pool._pendingQueue?.length ?? 0;
    const connection = pool.connect();
    // The pool has either started to connect a client or added an entry to its queue.
    const attempt = pool._clients?.find((client) => !known.has(client));
    const queued = pool._pendingQueue?.[place];
    this.own.add(queued, connection);
    const placeNow = (): number => (queued ? (pool._pendingQueue?.indexOf(queued) ?? -1) : -1);
    return {
      connection,
      isQueued: () => placeNow() >= 0,
      cancel: () => this.leave(placeNow()) || abort(attempt),
    };
  }

  /** The pool handles the errors of idle clients only; an unhandled one would end the process. */
  async query(client: PooledPgClient, sql: string): Promise<unknown> {
    client.on('error', heard);
    return (await client.query(sql)).rows;
  }

  release(client: PooledPgClient): void {
    client.removeListener('error', heard);
    client.release();
  }

  destroy(client: PooledPgClient): void {
    client.release(true);
    cut(client);
  }

  dropIdle(): void {
    const idle = (this.pool._idle ?? []).map(({ client }) => client);
    for (const client of idle) {
      this.pool._remove?.(client);
      cut(client);
    }
  }

  usage(): PoolUsage {
    const { _clients: all = [], _idle: idle = [], _pendingQueue: queue, options } = this.pool;
    return {
      max: options?.max ?? Number.POSITIVE_INFINITY,
      inUse: idle.length === 0 ? all : [],
      waiting: this.own.countOthers(queue),
    };
  }

  onAcquire(listener: () => void): void {
    const { pool } = this;
    addAcquireListener(pool, (onEvent) => pool.on?.('acquire', onEvent), listener);
  }

  private leave(place: number): boolean {
    if (place < 0) return false;
    this.pool._pendingQueue?.splice(place, 1);
    return true;
  }
}

/** The query fails with the same error. */
function heard(): void {}

/** The pool sees a failed attempt and frees the slot. */
function abort(attempt: PooledPgClient | undefined): boolean {
  if (!attempt?.connection || attempt._connected === true) return false;
  cut(attempt);
  return true;
}

/** A graceful close waits for a reply, which a dead connection never sends. */
function cut(client: PooledPgClient): void {
  client.connection?.stream?.destroy();
}
