import { METRICS } from '../../../core';
import type { MetricSink, Collector } from '../../../core';
import type { ErrorOrigin } from '../facts/error-sink';

/** The outcome for an error: it was reported, or ignored by an `errors.ignore` rule. */
export type ErrorOutcome = 'reported' | 'ignored';

/** Counts errors for the metrics; the numbers are kept by the metrics signal. */
export class ErrorCounts implements Collector {
  readonly name = 'errors';
  readonly metrics = [METRICS.errors, METRICS.businessErrors, METRICS.performanceIssues];
  private sink: MetricSink | undefined;

  start(sink: MetricSink): void {
    this.sink = sink;
  }

  stop(): void {
    this.sink = undefined;
  }

  /** Counts one occurrence. */
  error(origin: ErrorOrigin, outcome: ErrorOutcome): void {
    this.sink?.add(METRICS.errors, [origin, outcome], 1);
  }

  businessError(type: string): void {
    this.sink?.add(METRICS.businessErrors, [type], 1);
  }

  performanceIssue(operation: string): void {
    this.sink?.add(METRICS.performanceIssues, [operation], 1);
  }
}
