import type { HealthIndicator } from './contract';
import { InvalidHealthProbeError } from './health.errors';
import type { HealthProbeOptions } from './health-probe.decorator';

const ROLE = /(?:Health)?(?:Probe|Check|Indicator|Service)$/;
const WORD = /[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/g;

/**
 * The indicator that a provider with `@HealthProbe()` is.
 * @throws InvalidHealthProbeError when it has no `check()`
 */
export function probeIndicator(instance: object, said: HealthProbeOptions): HealthIndicator {
  const probe = instance as Partial<HealthIndicator>;
  const className = instance.constructor.name;
  const { check } = probe;
  if (typeof check !== 'function') throw InvalidHealthProbeError.withoutCheck(className);
  return {
    name: said.name ?? probe.name ?? checkNameOf(className),
    critical: said.critical ?? probe.critical ?? false,
    isDependency: said.isDependency ?? probe.isDependency,
    policy: said.policy ?? probe.policy,
    groups: said.groups ?? probe.groups,
    intervalMs: said.intervalMs ?? probe.intervalMs,
    timeoutMs: said.timeoutMs ?? probe.timeoutMs,
    statusWhenLate: said.statusWhenLate ?? probe.statusWhenLate,
    // Looked up at each check, so that a method replaced later (by a test, by @Monitored) is the one.
    check: (signal) => (instance as HealthIndicator).check(signal),
  };
}

/** `LicenceServerProbe` is `licence_server`; a class that has a role alone keeps it. */
export function checkNameOf(className: string): string {
  const words = (className.replace(ROLE, '') || className).match(WORD) ?? [];
  return words.map((word) => word.toLowerCase()).join('_');
}
