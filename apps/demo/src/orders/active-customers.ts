const ACTIVE_MS = 5 * 60_000;

/** Who has ordered within the last five minutes. */
export class ActiveCustomers {
  private readonly lastSeen = new Map<string, number>();

  seen(customer: string): void {
    this.lastSeen.set(customer, Date.now());
  }

  count(): number {
    for (const [customer, at] of this.lastSeen) {
      if (Date.now() - at > ACTIVE_MS) this.lastSeen.delete(customer);
    }
    return this.lastSeen.size;
  }
}
