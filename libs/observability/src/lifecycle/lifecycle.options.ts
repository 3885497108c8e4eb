import { rules, withDefaults } from '../core';

/** Deadlines of the phases of a shutdown by a signal. */
export interface LifecycleOptions {
  /**
   * How long the app still serves new requests while readiness is already 503, so that load balancers
   * notice, in milliseconds. `'auto'` is 5000 in Kubernetes, and wherever a proxy has forwarded a
   * request or readiness or health was probed; else 0. @default 'auto'
   */
  drainDelayMs?: number | 'auto';
  /**
   * How long requests in flight may then take to finish before they are cut off, in
   * milliseconds. @default 15000
   */
  graceMs?: number;
  /**
   * How long the app's own shutdown hooks may take after that before the same signal ends the
   * process, in milliseconds. @default 8000
   */
  shutdownTimeoutMs?: number;
}

/** The options with all defaults filled in. */
export type ResolvedLifecycleOptions = Required<LifecycleOptions>;

/** The value of `'auto'` where something routes requests, in milliseconds. */
export const ROUTED_DRAIN_DELAY_MS = 5000;

/** The defaults in Kubernetes; their sum is below its default of 30 seconds for a pod. */
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

/** In Kubernetes requests are always routed; elsewhere that is detected while the app serves. */
export function resolveLifecycle(
  options: LifecycleOptions | undefined,
  env: Readonly<Record<string, string | undefined>>,
): ResolvedLifecycleOptions {
  const defaults: ResolvedLifecycleOptions = { ...LIFECYCLE_DEFAULTS, drainDelayMs: 'auto' };
  const given = withDefaults(defaults, options);
  const isInKubernetes = Boolean(env['KUBERNETES_SERVICE_HOST']);
  return isInKubernetes ? { ...given, drainDelayMs: drainDelayOf(given, true) } : given;
}

/** How long the app keeps serving, as determined when the signal arrives. */
export function drainDelayOf(
  { drainDelayMs }: Pick<ResolvedLifecycleOptions, 'drainDelayMs'>,
  isRouted: boolean,
): number {
  if (drainDelayMs !== 'auto') return drainDelayMs;
  return isRouted ? ROUTED_DRAIN_DELAY_MS : 0;
}
