/**
 * The work behind GET /monitored: three calls, one of them synchronous. A variant that watches
 * methods extends it and watches each of the three.
 */
export class Work {
  price(item: string): number {
    return item.length * 3;
  }

  async reserve(item: string, quantity: number): Promise<string> {
    return `${quantity} ${item}`;
  }

  async pay(amount: number): Promise<{ readonly paid: number }> {
    return { paid: amount };
  }
}
