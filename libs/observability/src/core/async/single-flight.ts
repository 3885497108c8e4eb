const ABANDON_AFTER_MS = 30_000;

interface Flight<T> {
  readonly result: Promise<T>;
  readonly since: number;
  readonly abort: AbortController;
}

/**
 * Sends one request to a client at a time: callers that come while it is pending share its result.
 * So at most one command of ours is in the client's queue, however long its server is down. Only a
 * request that a client has not answered for 30 seconds is abandoned, and a second one sent.
 */
export class SingleFlight<T> {
  private pending: Flight<T> | undefined;
  private abandoned = 0;

  /** @param send sends the request; its signal is aborted when a caller has given up waiting */
  constructor(private readonly send: (signal: AbortSignal) => Promise<T>) {}

  get isPending(): boolean {
    return this.pending !== undefined;
  }

  /** The result of the pending request, or of a new one. */
  run(): Promise<T> {
    if (this.pending && !this.canAbandon(this.pending)) return this.pending.result;
    if (this.pending) this.abandoned += 1;
    return this.begin().result;
  }

  /** Aborts the signal of the pending request; a late result still counts. */
  abort(reason: unknown): void {
    this.pending?.abort.abort(reason);
  }

  private begin(): Flight<T> {
    const abort = new AbortController();
    const result = Promise.resolve().then(() => this.send(abort.signal));
    const flight = { result, since: Date.now(), abort };
    this.pending = flight;
    // Both ways: this handles a late rejection, too.
    const settled = (): void => this.settled(flight);
    void result.then(settled, settled);
    return flight;
  }

  private canAbandon({ since }: Flight<T>): boolean {
    return this.abandoned === 0 && Date.now() - since > ABANDON_AFTER_MS;
  }

  private settled(flight: Flight<T>): void {
    if (this.pending === flight) this.pending = undefined;
    else this.abandoned = 0;
  }
}
