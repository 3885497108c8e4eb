import { rules, withDefaults } from '../core';

/** How long the parts of a shutdown may take after a signal. */
export interface LifecycleOptions {
  /**
   * How long it still takes new requests while readiness is 503 already, so that those who send
   * them notice, in milliseconds. `'auto'` is 5000 in Kubernetes, and wherever a proxy has passed
   * a request on or readiness or health was probed; else 0. @default 'auto'
   */
  drainDelayMs?: number | 'auto';
  /**
   * How long requests under way may then take to finish before they are cut off, in
   * milliseconds. @default 15000
   */
  graceMs?: number;
  /**
   * How long the app's own shutdown hooks may take after that before the process is ended by the
   * same signal, in milliseconds. @default 8000
   */
  shutdownTimeoutMs?: number;
}

/** The same with nothing left open. */
export type ResolvedLifecycleOptions = Required<LifecycleOptions>;

/** What `'auto'` comes to where something routes requests, in milliseconds. */
export const ROUTED_DRAIN_DELAY_MS = 5000;

/** In Kubernetes; together below the 30 seconds that it gives a pod unless it is told otherwise. */
export const LIFECYCLE_DEFAULTS: Readonly<Record<keyof LifecycleOptions, number>> = {
  drainDelayMs: ROUTED_DRAIN_DELAY_MS,
  graceMs: 15_000,
  shutdownTimeoutMs: 8000,
};

const MAX_MS = 3_600_000;
const drainDelay = rules.milliseconds({ min: 0, max: MAX_MS });

export const LIFECYCLE_RULES = rules.section<LifecycleOptions>({
  drainDelayMs: (value, at, problems) => {
    if (value !== 'auto') drainDelay(value, at, problems);
  },
  graceMs: rules.milliseconds({ min: 0, max: MAX_MS }),
  shutdownTimeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
});

/** In Kubernetes it is known that something routes requests; elsewhere that shows while the app serves. */
export function resolveLifecycle(
  options: LifecycleOptions | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ResolvedLifecycleOptions {
  const defaults: ResolvedLifecycleOptions = { ...LIFECYCLE_DEFAULTS, drainDelayMs: 'auto' };
  const given = withDefaults(defaults, options);
  const isInKubernetes = Boolean(env['KUBERNETES_SERVICE_HOST']);
  return isInKubernetes ? { ...given, drainDelayMs: drainDelayOf(given, true) } : given;
}

/** How long the app serves on, by what is known when it is told to end. */
export function drainDelayOf(
  { drainDelayMs }: Pick<ResolvedLifecycleOptions, 'drainDelayMs'>,
  isRouted: boolean,
): number {
  if (drainDelayMs !== 'auto') return drainDelayMs;
  return isRouted ? ROUTED_DRAIN_DELAY_MS : 0;
}
