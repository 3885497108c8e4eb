import type { HealthIndicator } from './contract';

/** Settings of a probe; the class's own fields supply those that are left out. */
export type HealthProbeOptions = Partial<Omit<HealthIndicator, 'check'>>;

/** The same for two copies of the library in one process. */
const HEALTH_PROBE = Symbol.for('nestjs-observability:health-probe');

/**
 * Registers a provider with a `check()` method as a health check of the app. Its name is the one
 * given here, else the field `name`, else derived from the class name: `LicenceServerProbe` is `licence_server`.
 * @example `@Injectable() @HealthProbe({ critical: true }) class LicenceProbe { async check() { ... } }`
 */
export function HealthProbe(options: HealthProbeOptions = {}): ClassDecorator {
  return (target) => {
    Object.defineProperty(target, HEALTH_PROBE, { value: options, configurable: true });
  };
}

/** The decorator's options on this very class; undefined without one, whatever the class extends. */
export function healthProbeOf(type: unknown): HealthProbeOptions | undefined {
  if (typeof type !== 'function' || !Object.hasOwn(type, HEALTH_PROBE)) return undefined;
  return (type as unknown as Record<symbol, HealthProbeOptions>)[HEALTH_PROBE];
}
