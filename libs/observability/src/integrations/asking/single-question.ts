const GIVEN_UP_AFTER_MS = 30_000;

interface Waiting<T> {
  readonly answer: Promise<T>;
  readonly since: number;
  readonly abort: AbortController;
}

/**
 * A question that is put to a client once at a time: who asks while it waits for an answer waits
 * for the same one. So at most one command of ours stands in the client's queue, however long its
 * server is away. Only a client that lost a question for good, 30 seconds, is asked a second one.
 */
export class SingleQuestion<T> {
  private waiting: Waiting<T> | undefined;
  private givenUp = 0;

  /** @param put asks the client; the signal is aborted when nobody expects an answer in time any more */
  constructor(private readonly put: (signal: AbortSignal) => Promise<T>) {}

  get isWaiting(): boolean {
    return this.waiting !== undefined;
  }

  /** The answer of the question under way, or of a new one. */
  ask(): Promise<T> {
    if (this.waiting && !this.canGiveUp(this.waiting)) return this.waiting.answer;
    if (this.waiting) this.givenUp += 1;
    return this.begin().answer;
  }

  /** Tells the question under way that its time is over, by its signal; an answer still counts when it comes. */
  timeIsOver(reason: Error): void {
    this.waiting?.abort.abort(reason);
  }

  private begin(): Waiting<T> {
    const abort = new AbortController();
    const answer = Promise.resolve().then(() => this.put(abort.signal));
    const waiting = { answer, since: Date.now(), abort };
    this.waiting = waiting;
    // Both ways: a rejection that comes late is heard here.
    const settled = (): void => this.settled(waiting);
    void answer.then(settled, settled);
    return waiting;
  }

  private canGiveUp({ since }: Waiting<T>): boolean {
    return this.givenUp === 0 && Date.now() - since > GIVEN_UP_AFTER_MS;
  }

  private settled(waiting: Waiting<T>): void {
    if (this.waiting === waiting) this.waiting = undefined;
    else this.givenUp = 0;
  }
}
