import type { HealthIndicator } from './contract';

/** What the decorator may say; what it does not say, the class's own fields do. */
export type HealthProbeOptions = Partial<Omit<HealthIndicator, 'check'>>;

/** The same for two copies of the library in one process. */
const HEALTH_PROBE = Symbol.for('nestjs-observability:health-probe');

/**
 * Marks a provider whose `check()` tells how something is doing: it is found in the container and
 * becomes one of the app's health checks. Its name is given here, or in a field `name`, or made of
 * the class's: `LicenceServerProbe` is `licence_server`.
 * @example `@Injectable() @HealthProbe({ critical: true }) class LicenceProbe { async check() { ... } }`
 */
export function HealthProbe(options: HealthProbeOptions = {}): ClassDecorator {
  return (target) => {
    Object.defineProperty(target, HEALTH_PROBE, { value: options, configurable: true });
  };
}

/** What the decorator says of this very class; undefined without it, whatever the class extends. */
export function healthProbeOf(type: unknown): HealthProbeOptions | undefined {
  if (typeof type !== 'function' || !Object.hasOwn(type, HEALTH_PROBE)) return undefined;
  return (type as unknown as Record<symbol, HealthProbeOptions>)[HEALTH_PROBE];
}
