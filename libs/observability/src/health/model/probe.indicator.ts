import type { HealthIndicator } from './contract';
import { InvalidHealthProbeError } from './health.errors';
import type { HealthProbeOptions } from './health-probe.decorator';

const ROLE = /(?:Health)?(?:Probe|Check|Indicator|Service)$/;
const WORD = /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g;

/**
 * Creates the indicator of a provider with `@HealthProbe()`.
 * @throws InvalidHealthProbeError when it has no `check()`
 */
export function probeIndicator(instance: object, options: HealthProbeOptions): HealthIndicator {
  const probe = instance as Partial<HealthIndicator>;
  const className = instance.constructor.name;
  const { check } = probe;
  if (typeof check !== 'function') throw InvalidHealthProbeError.withoutCheck(className);
  return {
    name: options.name ?? probe.name ?? checkNameOf(className),
    critical: options.critical ?? probe.critical ?? false,
    isDependency: options.isDependency ?? probe.isDependency,
    policy: options.policy ?? probe.policy,
    groups: options.groups ?? probe.groups,
    intervalMs: options.intervalMs ?? probe.intervalMs,
    timeoutMs: options.timeoutMs ?? probe.timeoutMs,
    statusWhenLate: options.statusWhenLate ?? probe.statusWhenLate,
    // Looked up at each check, so that a method replaced later (by a test, by @Monitored) is used.
    check: (signal) => (instance as HealthIndicator).check(signal),
  };
}

/** `LicenceServerProbe` is `licence_server`; a class name that is only a role is kept. */
export function checkNameOf(className: string): string {
  const words = (className.replace(ROLE, '') || className).match(WORD) ?? [];
  return words.map((word) => word.toLowerCase()).join('_');
}
