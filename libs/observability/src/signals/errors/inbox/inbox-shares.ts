/** Further transactions of one group are ignored. */
const MAX_TRANSACTIONS = 8;

/** An entry of the inbox: the transactions in which its error occurred. */
export interface InboxSlot {
  readonly transactions: Set<string>;
}

/**
 * How many entries of the inbox each transaction has. The entry that is evicted is the oldest of the
 * transaction with the most entries, so a transaction with ever new errors evicts only its own. An
 * entry of several transactions counts for the one with the fewest.
 */
export class InboxShares<K, P extends InboxSlot> {
  private readonly held = new Map<string, number>();

  /** Notes that the error occurred in the transaction. */
  meet({ transactions }: P, transaction: string): void {
    if (transactions.has(transaction) || transactions.size >= MAX_TRANSACTIONS) return;
    transactions.add(transaction);
    this.held.set(transaction, (this.held.get(transaction) ?? 0) + 1);
  }

  /** Notes that the entry was removed. */
  release({ transactions }: P): void {
    for (const transaction of transactions) {
      const held = (this.held.get(transaction) ?? 0) - 1;
      if (held > 0) this.held.set(transaction, held);
      else this.held.delete(transaction);
    }
  }

  /** The entry to evict; entries are ordered oldest first. */
  leastMissed(slots: ReadonlyMap<K, P>): K | undefined {
    let found: K | undefined;
    let most = 0;
    for (const [key, slot] of slots) {
      const share = this.shareOf(slot);
      if (share <= most) continue;
      most = share;
      found = key;
    }
    return found;
  }

  clear(): void {
    this.held.clear();
  }

  /** How many transactions have an entry. */
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
