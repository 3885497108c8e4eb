import type { Report } from '../../core';

/** Work that took longer than it should. */
export interface SlowWork {
  readonly operation: string;
  readonly seconds: number;
  /** The threshold, in seconds. */
  readonly threshold: number;
  /** Any values, for the report and the log. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** The report of work that took too long: a warning, grouped by operation. */
export function performanceIssue({ operation, seconds, threshold, context }: SlowWork): Report {
  return {
    kind: 'performance',
    message: `Performance Issue: ${operation} took ${seconds.toFixed(2)}s (threshold: ${threshold}s)`,
    level: 'warning',
    tags: { performance_issue: 'true', operation },
    extra: { ...context, duration: seconds, threshold },
    fingerprint: ['performance_issue', operation],
  };
}
