import { LoopLimit } from '../../core';
import type { PoolAdapter } from './pool-adapter';
import { orAborted } from './or-aborted';
import { PendingAcquisition } from './pending-acquisition';
import { DeadlineError } from '../database/deadline';

/** An attempt to connect is cancelled after so many checks. */
const MAX_USELESS_CHECKS = 2;
/** It is also cancelled when no check uses it for so long. */
const KEPT_MS = 3000;

/**
 * The one connection that health checks acquire from the app's own pool. It is released after each
 * query; a connection that does not answer in time is closed, together with the idle ones, because
 * they are probably dead as well. While the pool is full or cannot connect, all checks share one
 * acquisition.
 */
export class PoolSlot<C> {
  private waiting: PendingAcquisition<C> | undefined;

  /** @param reconnect whether idle connections are closed after one that did not answer */
  constructor(
    private readonly adapter: PoolAdapter<C>,
    private readonly reconnect: boolean,
  ) {}

  /** The rows of a query. @throws the signal's reason soon after it is aborted */
  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    const connection = await this.take(signal);
    const rows = await this.run(connection, sql, signal);
    this.adapter.release(connection);
    return rows;
  }

  private async run(connection: C, sql: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await orAborted(this.adapter.query(connection, sql), signal);
    } catch (error) {
      this.adapter.destroy(connection);
      if (signal.aborted && this.reconnect) this.adapter.dropIdle();
      throw error;
    }
  }

  private async take(signal: AbortSignal): Promise<C> {
    const wait = this.pending();
    try {
      return await wait.take(signal);
    } catch (error) {
      const isFull = wait.isPending && wait.isQueued;
      if (wait.isPending) this.leave(wait);
      throw isFull && error instanceof DeadlineError ? error.asNoFreeConnection() : error;
    }
  }

  /** The acquisition that an earlier check left pending, or a new one. */
  private pending(): PendingAcquisition<C> {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting?.isPending) return waiting;
    return new PendingAcquisition(this.adapter.acquire(), (connection) =>
      this.adapter.release(connection),
    );
  }

  /** Kept for the next check, unless it failed too often or another one is kept already. */
  private leave(wait: PendingAcquisition<C>): void {
    const isOfUse = wait.failedChecks < MAX_USELESS_CHECKS && !this.waiting?.isPending;
    if (!isOfUse && wait.cancel()) return;
    this.waiting = wait;
    void new LoopLimit(KEPT_MS, () => this.giveUp(wait));
  }

  private giveUp(wait: PendingAcquisition<C>): void {
    if (this.waiting === wait && wait.isPending && wait.cancel()) this.waiting = undefined;
  }
}
