import type { CheckedIndicator } from './checked.indicator';

/** The share of the interval by which runs vary, so that instances started together spread out. */
const JITTER = 0.1;

type Checked = Pick<CheckedIndicator, 'check' | 'inBackground' | 'settings'>;

/** Runs the indicators that have an interval in the background, each at its own interval. */
export class BackgroundChecks {
  private readonly timers = new Map<Checked, NodeJS.Timeout>();
  private isRunning = false;

  /** @param random from 0 to 1; tests pass their own */
  constructor(private readonly random: () => number = Math.random) {}

  /** The first check runs at a random moment within the first interval. */
  start(all: readonly Checked[]): void {
    this.isRunning = true;
    for (const checked of all) {
      const { intervalMs } = checked.settings;
      if (intervalMs === undefined) continue;
      checked.inBackground();
      this.checkAfter(this.random() * intervalMs, checked, intervalMs);
    }
  }

  stop(): void {
    this.isRunning = false;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** The next check is scheduled when this one has finished, so slow checks do not pile up. */
  private checkAfter(delayMs: number, checked: Checked, intervalMs: number): void {
    const timer = setTimeout(() => void this.check(checked, intervalMs), delayMs);
    timer.unref();
    this.timers.set(checked, timer);
  }

  private async check(checked: Checked, intervalMs: number): Promise<void> {
    await checked.check();
    if (!this.isRunning) return;
    const spread = 1 + JITTER * (2 * this.random() - 1);
    this.checkAfter(intervalMs * spread, checked, intervalMs);
  }
}
