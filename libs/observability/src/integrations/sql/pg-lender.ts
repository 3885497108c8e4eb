import type { Lender, Loan, PoolUse } from './lender';
import { addLentListener } from './lent-listeners';
import { OwnWaits } from './own-waits';

/** A client of pg, as its pool lends it. */
export interface LentPgClient {
  query(sql: string): Promise<{ readonly rows: unknown }>;
  /** @param destroy whether the pool is to close it */
  release(destroy?: boolean): void;
  on(event: 'error', heard: () => void): unknown;
  removeListener(event: 'error', heard: () => void): unknown;
  /** Known of pg's own clients, since pg 8. */
  readonly _connected?: boolean;
  readonly connection?: { readonly stream?: { destroy(): void } };
}

/** A pool of pg; what begins with an underscore is pg-pool's own, and need not be there. */
export interface LendingPgPool {
  connect(): Promise<LentPgClient>;
  readonly options?: { readonly max?: number };
  on?(event: 'acquire', listener: () => void): unknown;
  readonly _clients?: readonly LentPgClient[];
  readonly _pendingQueue?: unknown[];
  readonly _idle?: readonly { readonly client: LentPgClient }[];
  _remove?(client: LentPgClient): void;
}

/** Lends the clients of a pool of pg. */
export class PgLender implements Lender<LentPgClient> {
  private readonly own = new OwnWaits();

  constructor(private readonly pool: LendingPgPool) {}

  lend(): Loan<LentPgClient> {
    const { pool } = this;
    const known = new Set(pool._clients);
    const place = pool._pendingQueue?.length ?? 0;
    const connection = pool.connect();
    // At once the pool either began to connect a client, or put a place into its queue.
    const attempt = pool._clients?.find((client) => !known.has(client));
    const queued = pool._pendingQueue?.[place];
    this.own.add(queued, connection);
    const placeNow = (): number => (queued ? (pool._pendingQueue?.indexOf(queued) ?? -1) : -1);
    return {
      connection,
      isQueued: () => placeNow() >= 0,
      cancel: () => this.leave(placeNow()) || breakOff(attempt),
    };
  }

  /** The pool hears the errors only of idle clients; one that nobody hears would end the process. */
  async query(client: LentPgClient, sql: string): Promise<unknown> {
    client.on('error', heard);
    return (await client.query(sql)).rows;
  }

  giveBack(client: LentPgClient): void {
    client.removeListener('error', heard);
    client.release();
  }

  destroy(client: LentPgClient): void {
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

  use(): PoolUse {
    const { _clients: all = [], _idle: idle = [], _pendingQueue: queue, options } = this.pool;
    return {
      max: options?.max ?? Number.POSITIVE_INFINITY,
      lent: idle.length === 0 ? all : [],
      waiting: this.own.countOthers(queue),
    };
  }

  onLent(listener: () => void): void {
    const { pool } = this;
    addLentListener(pool, (lent) => pool.on?.('acquire', lent), listener);
  }

  private leave(place: number): boolean {
    if (place < 0) return false;
    this.pool._pendingQueue?.splice(place, 1);
    return true;
  }
}

/** The query fails with the same error. */
function heard(): void {}

/** The pool hears of it as of a failed attempt, and frees the slot. */
function breakOff(attempt: LentPgClient | undefined): boolean {
  if (!attempt?.connection || attempt._connected === true) return false;
  cut(attempt);
  return true;
}

/** Polite farewells of a client wait for an answer, which a lost connection does not give. */
function cut(client: LentPgClient): void {
  client.connection?.stream?.destroy();
}
