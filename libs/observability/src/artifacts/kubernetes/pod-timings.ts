import { withDefaults } from '../../core';
import { HEALTH_DEFAULTS } from '../../health';
import type { HealthOptions } from '../../health';
import { drainDelayOf, LIFECYCLE_DEFAULTS } from '../../lifecycle';
import type { LifecycleOptions, ResolvedLifecycleOptions } from '../../lifecycle';

/** The timings of a probe, as Kubernetes names them. */
export interface ProbeTimings {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The timings of a pod that must match the app's options. */
export interface PodTimings {
  readonly startupProbe: ProbeTimings;
  readonly livenessProbe: ProbeTimings;
  readonly readinessProbe: ProbeTimings;
  readonly terminationGracePeriodSeconds: number;
}

/** The options that determine them. */
export interface PodTimingOptions {
  readonly health?: Pick<HealthOptions, 'responseDeadlineMs' | 'cacheMs'>;
  readonly lifecycle?: LifecycleOptions;
  /** How long the app may take to start, in milliseconds. @default 60000 */
  readonly startWithinMs?: number;
}

const START_WITHIN_MS = 60_000;
/** Network time of a probe, in addition to the app's response time. */
const NETWORK_MS = 500;
/** How long the final flush of telemetry may take. */
const FLUSH_MS = 2000;
/** Margin for the exit of the process on a busy node. */
const MARGIN_MS = 5000;

/**
 * The timings of a pod for these options: the timeout of a probe is longer than the response deadline,
 * its period no shorter than results are cached, and SIGKILL comes after the whole shutdown.
 * @example `podTimings({ lifecycle: { graceMs: 25_000 } }).terminationGracePeriodSeconds // 45`
 */
export function podTimings(options: PodTimingOptions = {}): PodTimings {
  const { responseDeadlineMs, cacheMs } = withDefaults(HEALTH_DEFAULTS, options.health);
  const timeoutSeconds = seconds(responseDeadlineMs + NETWORK_MS);
  const probe = (minPeriod: number, failureThreshold: number): ProbeTimings => ({
    periodSeconds: Math.max(minPeriod, seconds(cacheMs)),
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
    // The app itself confirms a failure with a second result; the second failure here tolerates a busy node.
    readinessProbe: probe(5, 2),
    terminationGracePeriodSeconds: endSeconds(options.lifecycle),
  };
}

function endSeconds(lifecycle: LifecycleOptions | undefined): number {
  const options = withDefaults<ResolvedLifecycleOptions>(LIFECYCLE_DEFAULTS, lifecycle);
  const { graceMs, shutdownTimeoutMs } = options;
  return seconds(drainDelayOf(options, true) + graceMs + shutdownTimeoutMs + FLUSH_MS + MARGIN_MS);
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000);
}
