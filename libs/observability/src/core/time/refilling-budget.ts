import { systemClock } from './clock';
import type { Clock } from './clock';

const SECOND_MS = 1000;

/** An amount that is used up and comes back with time (a token bucket). */
export class RefillingBudget {
  private left: number;
  private at: number;

  /**
   * @param max how much is there at first, and at most
   * @param perSecond how much comes back in a second
   */
  constructor(
    private readonly max: number,
    private readonly perSecond: number,
    private readonly clock: Clock = systemClock,
  ) {
    this.left = max;
    this.at = clock.now();
  }

  /** Takes the amount; false, and nothing is taken, where less is left. */
  take(amount: number): boolean {
    this.refill();
    if (this.left < amount) return false;
    this.left -= amount;
    return true;
  }

  /** Takes an amount that was used already, even where less is left. */
  charge(amount: number): void {
    this.refill();
    this.left -= amount;
  }

  /** Gives an amount back. */
  add(amount: number): void {
    this.left = Math.min(this.max, this.left + amount);
  }

  private refill(): void {
    const now = this.clock.now();
    this.add((this.perSecond * (now - this.at)) / SECOND_MS);
    this.at = now;
  }
}
