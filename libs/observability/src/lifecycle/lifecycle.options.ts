import { rules, withDefaults } from '../core';

/** What the app takes its time for when a signal tells it to end. */
export interface LifecycleOptions {
  /**
   * How long it still takes new requests while readiness is 503 already, so that those who send
   * them notice, in milliseconds. @default 5000 in Kubernetes, 0 elsewhere
   */
  drainDelayMs?: number;
  /**
   * How long requests under way may then take to finish before they are cut off, in
   * milliseconds. @default 15000
   */
  graceMs?: number;
  /**
   * How long the app's own shutdown hooks may take after that before the process is ended by the
   * same signal, in milliseconds. @default 8000
   */
  exitWithinMs?: number;
}

/** Together below the 30 seconds that Kubernetes gives a pod unless it is told otherwise. */
export const LIFECYCLE_DEFAULTS: Required<LifecycleOptions> = {
  drainDelayMs: 5000,
  graceMs: 15_000,
  exitWithinMs: 8000,
};

const MOST_MS = 3_600_000;

export const LIFECYCLE_RULES = rules.section<LifecycleOptions>({
  drainDelayMs: rules.milliseconds({ min: 0, max: MOST_MS }),
  graceMs: rules.milliseconds({ min: 0, max: MOST_MS }),
  exitWithinMs: rules.milliseconds({ min: 1, max: MOST_MS }),
});

/** Outside Kubernetes nobody has to notice first, so nobody waits. */
export function resolveLifecycle(
  options: LifecycleOptions | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Required<LifecycleOptions> {
  const isInKubernetes = Boolean(env['KUBERNETES_SERVICE_HOST']);
  const drainDelayMs = isInKubernetes ? LIFECYCLE_DEFAULTS.drainDelayMs : 0;
  return withDefaults({ ...LIFECYCLE_DEFAULTS, drainDelayMs }, options);
}
