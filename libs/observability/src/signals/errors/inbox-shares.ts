/** Further transactions of one group are not noted. */
const MAX_TRANSACTIONS = 8;

/** What has a place in the inbox: the transactions that it was met in. */
export interface Placed {
  readonly transactions: Set<string>;
}

/**
 * Which transactions hold the places of the inbox. The place that is given up is the oldest of the
 * transaction that holds most, so a transaction that fails in ever new ways pushes out itself and
 * no other. What several transactions have met counts as that of the one that holds fewest.
 */
export class InboxShares<K, P extends Placed> {
  private readonly held = new Map<string, number>();

  /** Notes that it was met in the transaction. */
  meet({ transactions }: P, transaction: string): void {
    if (transactions.has(transaction) || transactions.size >= MAX_TRANSACTIONS) return;
    transactions.add(transaction);
    this.held.set(transaction, (this.held.get(transaction) ?? 0) + 1);
  }

  /** Notes that it has no place any more. */
  release({ transactions }: P): void {
    for (const transaction of transactions) {
      const held = (this.held.get(transaction) ?? 0) - 1;
      if (held > 0) this.held.set(transaction, held);
      else this.held.delete(transaction);
    }
  }

  /** Which of the places is to be given up; they come oldest first. */
  leastMissed(places: ReadonlyMap<K, P>): K | undefined {
    let found: K | undefined;
    let most = 0;
    for (const [key, place] of places) {
      const share = this.shareOf(place);
      if (share <= most) continue;
      most = share;
      found = key;
    }
    return found;
  }

  clear(): void {
    this.held.clear();
  }

  /** How many transactions hold a place. */
  get size(): number {
    return this.held.size;
  }

  private shareOf({ transactions }: P): number {
    let fewest = Number.POSITIVE_INFINITY;
    for (const transaction of transactions) {
      fewest = Math.min(fewest, this.held.get(transaction) ?? 0);
    }
    return fewest;
  }
}
