import { DURATION_BUCKETS, rules } from '../../core';
import type { Rule } from '../../core';

/** What is measured and how finely. */
export interface MetricsOptions {
  /** Upper bounds of the duration histograms, in seconds, ascending. @default the OpenTelemetry convention's, 5 ms to 10 s */
  durationBuckets?: readonly number[];
  /** Whether the process's own metrics (memory, CPU, event loop, GC) are collected. @default true */
  process?: boolean;
}

export const METRICS_DEFAULTS: Required<MetricsOptions> = {
  durationBuckets: DURATION_BUCKETS,
  process: true,
};

const ascending: Rule = (value, path, problems) => {
  const isFine =
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (bound, i) => typeof bound === 'number' && bound > 0 && (i === 0 || bound > value[i - 1]),
    );
  if (!isFine)
    problems.wanted(path, value, 'a list of seconds, each above 0 and above the one before');
};

export const METRICS_RULES = rules.section<MetricsOptions>({
  durationBuckets: ascending,
  process: rules.boolean,
});
