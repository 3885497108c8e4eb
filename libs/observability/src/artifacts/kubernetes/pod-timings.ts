import { withDefaults } from '../../core';
import { HEALTH_DEFAULTS } from '../../health';
import type { HealthOptions } from '../../health';
import { drainDelayOf, LIFECYCLE_DEFAULTS } from '../../lifecycle';
import type { LifecycleOptions, ResolvedLifecycleOptions } from '../../lifecycle';

/** The numbers of a probe, as Kubernetes names them. */
export interface ProbeTimings {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The numbers of a pod that must fit to the app's options. */
export interface PodTimings {
  readonly startupProbe: ProbeTimings;
  readonly livenessProbe: ProbeTimings;
  readonly readinessProbe: ProbeTimings;
  readonly terminationGracePeriodSeconds: number;
}

/** The options that decide about them. */
export interface PodTimingOptions {
  readonly health?: Pick<HealthOptions, 'responseDeadlineMs' | 'cacheMs'>;
  readonly lifecycle?: LifecycleOptions;
  /** How long the app may take to start, in milliseconds. @default 60000 */
  readonly startWithinMs?: number;
}

const START_WITHIN_MS = 60_000;
/** The way of a question and its answer, beside what the app takes. */
const WAY_MS = 500;
/** What telemetry may take to be delivered at the end. */
const FLUSH_MS = 2000;
/** The end of a process takes a moment, and a busy node another. */
const SPARE_MS = 5000;

/**
 * The numbers of a pod for these options: a probe waits longer than the app may take to answer, asks
 * no more often than answers are renewed, and SIGKILL comes after all that the app does at its end.
 * @example `podTimings({ lifecycle: { graceMs: 25_000 } }).terminationGracePeriodSeconds // 45`
 */
export function podTimings(options: PodTimingOptions = {}): PodTimings {
  const { responseDeadlineMs, cacheMs } = withDefaults(HEALTH_DEFAULTS, options.health);
  const timeoutSeconds = seconds(responseDeadlineMs + WAY_MS);
  const probe = (leastPeriod: number, failureThreshold: number): ProbeTimings => ({
    periodSeconds: Math.max(leastPeriod, seconds(cacheMs)),
    timeoutSeconds,
    failureThreshold,
  });
  const startup = probe(1, 1);
  const { startWithinMs = START_WITHIN_MS } = options;
  return {
    startupProbe: {
      ...startup,
      failureThreshold: Math.ceil(startWithinMs / 1000 / startup.periodSeconds),
    },
    livenessProbe: probe(10, 3),
    // The app itself wants to see a failure twice; the second one here forgives a busy node.
    readinessProbe: probe(5, 2),
    terminationGracePeriodSeconds: endSeconds(options.lifecycle),
  };
}

function endSeconds(lifecycle: LifecycleOptions | undefined): number {
  const options = withDefaults<ResolvedLifecycleOptions>(LIFECYCLE_DEFAULTS, lifecycle);
  const { graceMs, shutdownTimeoutMs } = options;
  return seconds(drainDelayOf(options, true) + graceMs + shutdownTimeoutMs + FLUSH_MS + SPARE_MS);
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
