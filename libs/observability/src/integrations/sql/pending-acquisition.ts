import type { Acquisition } from './pool-adapter';

interface Taker<C> {
  resolve(connection: C): void;
  reject(error: unknown): void;
}

/**
 * An acquisition, which may outlive the check that began it: the next check takes it over instead
 * of beginning a second one. A connection that arrives when no check waits for it is released at
 * once.
 */
export class PendingAcquisition<C> {
  private taker: Taker<C> | undefined;
  private isOver = false;
  private checks = 0;

  constructor(
    private readonly acquisition: Acquisition<C>,
    private readonly release: (connection: C) => void,
  ) {
    void acquisition.connection.then(
      (connection) => this.came(connection),
      (error: unknown) => this.failed(error),
    );
  }

  /** Whether it has not settled yet. */
  get isPending(): boolean {
    return !this.isOver;
  }

  /** Whether all connections of the pool are in use. */
  get isQueued(): boolean {
    return this.acquisition.isQueued();
  }

  /** How many checks have timed out waiting for it. */
  get failedChecks(): number {
    return this.checks;
  }

  /** The connection; rejects with the signal's reason. */
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

  /** Cancels it. @returns whether the pool could; else the connection may still arrive */
  cancel(): boolean {
    return this.acquisition.cancel();
  }

  private came(connection: C): void {
    this.isOver = true;
    if (this.taker) this.taker.resolve(connection);
    else this.release(connection);
  }

  private failed(error: unknown): void {
    this.isOver = true;
    this.taker?.reject(error);
  }
}
