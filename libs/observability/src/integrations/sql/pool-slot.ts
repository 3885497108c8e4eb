import { orAborted } from '../../core';
import type { PoolAdapter } from './pool-adapter';
import { PoolExhaustion } from './pool-exhaustion';
import type { SqlClient } from './sql-connection';

/** A check that waits for a connection. */
interface Taker<C> {
  resolve(connection: C): void;
  reject(error: unknown): void;
}

/**
 * The one connection that health checks acquire from the app's own pool. It is released after each
 * query; one that does not answer in time is closed, and no other. While the pool is full or cannot
 * connect, all checks share one acquisition: a connection that arrives when no check waits for it is
 * released at once.
 */
export class PoolSlot<C> implements SqlClient {
  private readonly exhaustion: PoolExhaustion;
  private taker: Taker<C> | undefined;
  private isAcquiring = false;
  private isQueued = false;

  constructor(private readonly adapter: PoolAdapter<C>) {
    this.exhaustion = new PoolExhaustion(adapter, () => this.isAcquiring && this.isQueued);
  }

  /** The rows of a query. @throws the signal's reason when it is aborted */
  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    const connection = await this.take(signal);
    try {
      const rows = await orAborted(this.adapter.query(connection, sql), signal);
      this.adapter.release(connection);
      return rows;
    } catch (error) {
      this.adapter.destroy(connection);
      throw error;
    }
  }

  exhaustedMs(): number {
    return this.exhaustion.exhaustedMs();
  }

  /** Whether the check waits behind the app's own callers. */
  isPoolFull(): boolean {
    if (!this.isAcquiring || !this.isQueued) return false;
    const { inUse, max } = this.adapter.usage();
    return inUse.length >= max;
  }

  remedy(): string | undefined {
    return this.adapter.remedy?.();
  }

  /** One check waits at a time: the next one is sent when it has settled. */
  private take(signal: AbortSignal): Promise<C> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.taker = undefined;
        reject(signal.reason as Error);
      };
      const end = (): void => signal.removeEventListener('abort', leave);
      this.taker = {
        resolve: (connection) => (end(), resolve(connection)),
        reject: (error) => (end(), reject(error)),
      };
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
      else if (!this.isAcquiring) void this.acquire();
    });
  }

  private async acquire(): Promise<void> {
    this.isAcquiring = true;
    try {
      const waiting = this.adapter.usage().waiting;
      const acquired = this.adapter.acquire();
      this.isQueued = this.adapter.usage().waiting > waiting;
      this.handOver(await acquired);
    } catch (error) {
      this.taker?.reject(error);
    } finally {
      this.taker = undefined;
      this.isAcquiring = false;
    }
  }

  private handOver(connection: C): void {
    if (this.taker) this.taker.resolve(connection);
    else this.adapter.release(connection);
  }
}
