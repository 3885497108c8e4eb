/** The places that our own checks have in a pool's queue, so that callers of the app can be told from them. */
export class OwnWaits {
  private readonly places = new Set<unknown>();

  /** @param place what stands in the queue; undefined where the pool had a connection at once */
  add(place: unknown, connection: Promise<unknown>): void {
    if (place === undefined) return;
    this.places.add(place);
    const leave = (): void => void this.places.delete(place);
    void connection.then(leave, leave);
  }

  /** How many of these are the app's. */
  countOthers(queue: readonly unknown[] = []): number {
    return queue.filter((place) => !this.places.has(place)).length;
  }
}
