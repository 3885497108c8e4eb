import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { EventLoopUtilization, IntervalHistogram } from 'node:perf_hooks';

const LOOK_EVERY_MS = 10;
const NANOSECONDS_PER_MS = 1e6;

/** The event loop over the last seconds. */
export interface LoopState {
  /** The 99th percentile of how late the loop was, in milliseconds. */
  readonly lagMs: number;
  /** The part of the time in which it was at work, in percent. */
  readonly busyPercent: number;
}

/**
 * Measures the event loop over the last seconds, for any number of readers. Two measures run side by
 * side, and in turns the older one begins anew: what holds up the loop while one begins is seen by the other
 * (a monitor that is reset forgets when it looked last, and with that the delay that is going on).
 */
export class EventLoopWindow {
  private older = new LoopMeasure();
  private younger = new LoopMeasure();
  private timer: NodeJS.Timeout | undefined;

  /** @param windowMs How far back the older measure reaches at most, in milliseconds; half of it at least. */
  constructor(private readonly windowMs = 10_000) {}

  start(): void {
    this.older.start();
    this.younger.start();
    this.timer = setInterval(() => this.turn(), this.windowMs / 2);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
    this.older.stop();
    this.younger.stop();
  }

  /** The worse of the two measures in either respect. */
  read(): LoopState {
    const [older, younger] = [this.older.read(), this.younger.read()];
    return {
      lagMs: Math.max(older.lagMs, younger.lagMs),
      busyPercent: Math.max(older.busyPercent, younger.busyPercent),
    };
  }

  private turn(): void {
    const beginsAnew = this.older;
    this.older = this.younger;
    this.younger = beginsAnew;
    beginsAnew.restart();
  }
}

/** What the event loop did since this began. */
class LoopMeasure {
  private monitor: IntervalHistogram | undefined;
  private beganAt: EventLoopUtilization = performance.eventLoopUtilization();

  start(): void {
    this.monitor = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
    this.monitor.enable();
    this.beganAt = performance.eventLoopUtilization();
  }

  restart(): void {
    this.monitor?.reset();
    this.beganAt = performance.eventLoopUtilization();
  }

  stop(): void {
    this.monitor?.disable();
  }

  /** An idle loop is looked at every 10 ms, which is no lag. */
  read(): LoopState {
    const { utilization } = performance.eventLoopUtilization(this.beganAt);
    const p99 = this.monitor?.count ? this.monitor.percentile(99) : 0;
    return {
      lagMs: Math.max(0, p99 / NANOSECONDS_PER_MS - LOOK_EVERY_MS),
      // NaN where no time has passed; above 1 by the rounding of clocks.
      busyPercent: utilization > 0 ? Math.min(utilization * 100, 100) : 0,
    };
  }
}
