/** The entries of our own checks in a pool's queue, to count the app's callers without them. */
export class OwnAcquisitions {
  private readonly entries = new Set<unknown>();

  /** @param entry the entry in the queue; undefined if the pool had a free connection */
  add(entry: unknown, connection: Promise<unknown>): void {
    if (entry === undefined) return;
    this.entries.add(entry);
    const leave = (): void => void this.entries.delete(entry);
    void connection.then(leave, leave);
  }

  /** How many of these entries are the app's. */
  countOthers(queue: readonly unknown[] = []): number {
    return queue.filter((entry) => !this.entries.has(entry)).length;
  }
}
