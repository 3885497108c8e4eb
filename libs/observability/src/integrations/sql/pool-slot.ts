import { LoopLimit } from '../../core';
import type { Lender } from './lender';
import { orAborted } from './or-aborted';
import { PoolWait } from './pool-wait';
import { DeadlineError } from '../database/deadline';

/** An attempt to connect is given up after so many checks; a black hole answers none. */
const MAX_USELESS_CHECKS = 2;
/** And when no check comes for it so long; probes may be far apart. */
const KEPT_MS = 3000;

/**
 * The one slot that health checks take of the app's own pool. It is given back after each
 * question; a connection that gives no answer in time is closed, and with it those that lie idle,
 * since they were likely lost together. While the pool is full or cannot connect, one place is
 * held for all checks.
 */
export class PoolSlot<C> {
  private waiting: PoolWait<C> | undefined;

  /** @param reconnect whether idle connections are closed after one that gave no answer */
  constructor(
    private readonly lender: Lender<C>,
    private readonly reconnect: boolean,
  ) {}

  /** The rows of a query. @throws the signal's reason soon after it is aborted */
  async query(sql: string, signal: AbortSignal): Promise<unknown> {
    const connection = await this.take(signal);
    const rows = await this.ask(connection, sql, signal);
    this.lender.giveBack(connection);
    return rows;
  }

  private async ask(connection: C, sql: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await orAborted(this.lender.query(connection, sql), signal);
    } catch (error) {
      this.lender.destroy(connection);
      if (signal.aborted && this.reconnect) this.lender.dropIdle();
      throw error;
    }
  }

  private async take(signal: AbortSignal): Promise<C> {
    const wait = this.place();
    try {
      return await wait.take(signal);
    } catch (error) {
      const isFull = wait.isPending && wait.isQueued;
      if (wait.isPending) this.leave(wait);
      throw isFull && error instanceof DeadlineError ? error.asNoFreeConnection() : error;
    }
  }

  /** The place that a former check left, or a new one. */
  private place(): PoolWait<C> {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting?.isPending) return waiting;
    return new PoolWait(this.lender.lend(), (connection) => this.lender.giveBack(connection));
  }

  /** Kept for the next check, unless it is of no use, or another one is kept already. */
  private leave(wait: PoolWait<C>): void {
    const isOfUse = wait.checksInVain < MAX_USELESS_CHECKS && !this.waiting?.isPending;
    if (!isOfUse && wait.cancel()) return;
    this.waiting = wait;
    void new LoopLimit(KEPT_MS, () => this.giveUp(wait));
  }

  private giveUp(wait: PoolWait<C>): void {
    if (this.waiting === wait && wait.isPending && wait.cancel()) this.waiting = undefined;
  }
}
