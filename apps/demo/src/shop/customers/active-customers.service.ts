import { Injectable } from '@nestjs/common';

const ACTIVE_MS = 5 * 60_000;

/** The customers who have ordered within the last five minutes. */
@Injectable()
export class ActiveCustomersService {
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
