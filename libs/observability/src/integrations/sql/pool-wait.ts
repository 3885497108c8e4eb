import type { Loan } from './lender';

interface Taker<C> {
  resolve(connection: C): void;
  reject(error: unknown): void;
}

/**
 * A place in a pool's queue, or an attempt to connect, which may outlive the check that began it:
 * the next check takes it over, instead of taking a second one. A connection that comes when
 * nobody waits for it goes back to the pool at once.
 */
export class PoolWait<C> {
  private taker: Taker<C> | undefined;
  private isOver = false;
  private checks = 0;

  constructor(
    private readonly loan: Loan<C>,
    private readonly giveBack: (connection: C) => void,
  ) {
    void loan.connection.then(
      (connection) => this.came(connection),
      (error: unknown) => this.failed(error),
    );
  }

  /** Whether there is still something to wait for. */
  get isPending(): boolean {
    return !this.isOver;
  }

  /** Whether others have all connections of the pool. */
  get isQueued(): boolean {
    return this.loan.isQueued();
  }

  /** How many checks have waited in vain. */
  get checksInVain(): number {
    return this.checks;
  }

  /** The connection; rejects with the signal's reason, and then nobody waits any more. */
  take(signal: AbortSignal): Promise<C> {
    return new Promise<C>((resolve, reject) => {
      const leave = (): void => {
        this.taker = undefined;
        this.checks += 1;
        reject(signal.reason as Error);
      };
      const end = (): void => signal.removeEventListener('abort', leave);
      this.taker = {
        resolve: (connection) => (end(), resolve(connection)),
        reject: (error) => (end(), reject(error)),
      };
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  /** Gives it up. @returns whether the pool could; else it is still to come */
  cancel(): boolean {
    return this.loan.cancel();
  }

  private came(connection: C): void {
    this.isOver = true;
    if (this.taker) this.taker.resolve(connection);
    else this.giveBack(connection);
  }

  private failed(error: unknown): void {
    this.isOver = true;
    this.taker?.reject(error);
  }
}
