/** Runs one task at a time, in order. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  /** @param task must never reject */
  run(task: () => Promise<void>): Promise<void> {
    const result = this.last.then(task);
    this.last = result;
    return result;
  }
}
