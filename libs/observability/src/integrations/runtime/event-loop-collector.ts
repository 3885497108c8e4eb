import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { EventLoopUtilization, IntervalHistogram } from 'node:perf_hooks';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { METRICS } from '../../core';
import type { MetricSink, Collector } from '../../core';

const MS_PER_SECOND = 1000;
const NANOSECONDS = 1e9;
/** How often the monitor looks, in milliseconds: Node's default, half a percent of a core in an idle app. */
const LOOK_EVERY_MS = 10;
const LOOK_EVERY_NS = LOOK_EVERY_MS * 1e6;

/**
 * How late and how busy the event loop is, since the last reading. Each app has a monitor of its own, so
 * that two do not take the numbers of each other; a second one costs next to nothing.
 */
export class EventLoopCollector implements Collector {
  readonly name = 'event loop';
  readonly metrics = [
    METRICS.eventLoopLag,
    METRICS.eventLoopLagMin,
    METRICS.eventLoopLagMax,
    METRICS.eventLoopLagMean,
    METRICS.eventLoopLagStddev,
    METRICS.eventLoopLagP50,
    METRICS.eventLoopLagP90,
    METRICS.eventLoopLagP99,
    METRICS.eventLoopUtilization,
    METRICS.eventLoopTime,
  ];
  private monitor: IntervalHistogram | undefined;
  private last: EventLoopUtilization = performance.eventLoopUtilization();

  start(): void {
    this.monitor = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
    this.monitor.enable();
    this.last = performance.eventLoopUtilization();
  }

  /** Waits for one turn of the loop, which measures the lag, and for another to read the delays. */
  async read(sink: MetricSink): Promise<void> {
    this.readUtilization(sink);
    const startedAt = performance.now();
    await turnOfLoop();
    sink.set(METRICS.eventLoopLag, [], (performance.now() - startedAt) / MS_PER_SECOND);
    // What held up the loop until now is not in the monitor before the timers of the next turn have run.
    await turnOfLoop();
    // Without a look since the last reading there is nothing new to say.
    if (this.monitor?.count) readDelays(sink, this.monitor);
  }

  stop(): void {
    this.monitor?.disable();
    this.monitor = undefined;
  }

  private readUtilization(sink: MetricSink): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.last);
    this.last = now;
    sink.set(METRICS.eventLoopTime, ['active'], now.active / MS_PER_SECOND);
    sink.set(METRICS.eventLoopTime, ['idle'], now.idle / MS_PER_SECOND);
    // NaN before the loop has run for the first time.
    if (utilization >= 0) sink.set(METRICS.eventLoopUtilization, [], utilization);
  }
}

/** The monitor measures from look to look, so that an idle loop would have a lag of 10 ms: that is taken off. */
function readDelays(sink: MetricSink, monitor: IntervalHistogram): void {
  const delays = [
    [METRICS.eventLoopLagMin, monitor.min],
    [METRICS.eventLoopLagMax, monitor.max],
    [METRICS.eventLoopLagMean, monitor.mean],
    [METRICS.eventLoopLagP50, monitor.percentile(50)],
    [METRICS.eventLoopLagP90, monitor.percentile(90)],
    [METRICS.eventLoopLagP99, monitor.percentile(99)],
  ] as const;
  for (const [definition, fromLookToLook] of delays) {
    sink.set(definition, [], Math.max(0, fromLookToLook - LOOK_EVERY_NS) / NANOSECONDS);
  }
  sink.set(METRICS.eventLoopLagStddev, [], monitor.stddev / NANOSECONDS);
  monitor.reset();
}
