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
 * Measures the event loop over the last seconds, whoever asks and however often: of two halves the
 * older one is forgotten when a third begins.
 */
export class EventLoopWindow {
  private monitor: IntervalHistogram | undefined;
  private timer: NodeJS.Timeout | undefined;
  private before: LoopState = { lagMs: 0, busyPercent: 0 };
  private beganAt: EventLoopUtilization = performance.eventLoopUtilization();

  constructor(private readonly windowMs = 10_000) {}

  start(): void {
    this.monitor = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
    this.monitor.enable();
    this.beganAt = performance.eventLoopUtilization();
    this.timer = setInterval(() => this.turn(), this.windowMs / 2);
    this.timer.unref();
  }

  stop(): void {
    this.monitor?.disable();
    clearInterval(this.timer);
  }

  /** The worse of the two halves in either respect. */
  read(): LoopState {
    const { lagMs, busyPercent } = this.current();
    return {
      lagMs: Math.max(lagMs, this.before.lagMs),
      busyPercent: Math.max(Math.min(busyPercent, 100), this.before.busyPercent),
    };
  }

  private turn(): void {
    this.before = this.current();
    this.beganAt = performance.eventLoopUtilization();
    this.monitor?.reset();
  }

  /** An idle loop is looked at every 10 ms, which is no lag. */
  private current(): LoopState {
    const { utilization } = performance.eventLoopUtilization(this.beganAt);
    const p99 = this.monitor?.count ? this.monitor.percentile(99) : 0;
    return {
      lagMs: Math.max(0, p99 / NANOSECONDS_PER_MS - LOOK_EVERY_MS),
      // NaN where no time has passed.
      busyPercent: utilization > 0 ? utilization * 100 : 0,
    };
  }
}
