import { RECORDINGS } from './prom-client-metric';
import type { PromClientChild, PromClientMetric } from './prom-client-metric';

const MS_PER_SECOND = 1000;

/** Replaces a child whose labels are wrong: it accepts every call and records nothing. */
export function inertChild(metric: PromClientMetric): PromClientChild {
  const names = [...RECORDINGS, 'setToCurrentTime'] as const;
  const methods = names.filter((name) => metric[name]).map((name) => [name, nothing] as const);
  const timers = metric.startTimer ? { startTimer: secondsTimer } : {};
  return { ...Object.fromEntries(methods), ...timers };
}

/** Measures time in seconds, as the timers of prom-client do, without recording it. */
export function secondsTimer(): () => number {
  const begun = performance.now();
  return () => (performance.now() - begun) / MS_PER_SECOND;
}

function nothing(): void {
  return undefined;
}
