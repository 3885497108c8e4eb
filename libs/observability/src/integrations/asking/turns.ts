/** Lets one piece of work go on at a time; the others wait for their turn, in order. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** @param work must never reject */
  take(work: () => Promise<void>): Promise<void> {
    const turn = this.last.then(work);
    this.last = turn;
    return turn;
  }
}
