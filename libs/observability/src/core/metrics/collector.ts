import type { MetricDefinition } from '../conventions/metric-definition';

/** Where numbers are written. The metrics signal provides it; writers do not know the signal. */
export interface MetricSink {
  /** Sets a gauge, or a counter whose total is kept elsewhere. Labels in the order of the definition. */
  set(definition: MetricDefinition, labels: readonly string[], value: number): void;
  /** Adds to a counter. */
  add(definition: MetricDefinition, labels: readonly string[], amount: number): void;
  /** Records one value in a histogram. */
  record(definition: MetricDefinition, labels: readonly string[], value: number): void;
  /** Forgets the series of a gauge before they are set anew, when whole series can go away. */
  clear(definition: MetricDefinition): void;
  /** Forgets one series of a gauge, where what it measures is gone for now. */
  remove(definition: MetricDefinition, labels: readonly string[]): void;
  /** What the page calls the metric: `metrics.prefix` may stand in front. */
  nameOf(definition: MetricDefinition): string;
}

/**
 * Numbers that are read on demand, at scrape: pool sizes, queue lengths, memory.
 * Reading has a limit of one second; one that throws or takes longer is counted as dropped, its last
 * numbers stay, and it is not read again before it has ended.
 */
export interface Collector {
  /** Names the source in warnings. */
  readonly name: string;
  /** Every metric that it writes, so that they are on the page before the first value. */
  readonly metrics: readonly MetricDefinition[];
  /** Called once when the app starts, for what reports itself and cannot be queried. */
  start?(sink: MetricSink): void;
  /** Called at each scrape. */
  read?(sink: MetricSink): void | Promise<void>;
  /** Called once when the app stops; nothing may keep running after it. */
  stop?(): void;
}
