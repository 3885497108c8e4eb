import type { Drops, Redactor } from '../../core';
import type { CheckResult, HealthIndicator } from '../model/contract';
import type { CheckSettings } from './check-settings';

/** Called when faults of this instance begin, change and end. @param message undefined when there are none left */
export type InstanceFaultListener = (message: string | undefined) => void;

/** Dependencies of InstanceFaults. */
export interface InstanceFaultParts {
  readonly drops: Drops;
  readonly redactor: Redactor;
  settingsOf(indicator: HealthIndicator): Pick<CheckSettings, 'critical'>;
}

/** Faults that affect this instance alone, as reported by its indicators. */
export class InstanceFaults {
  private readonly listeners = new Set<InstanceFaultListener>();
  private reportedNames = '';

  constructor(private readonly parts: InstanceFaultParts) {}

  /** Notifies of each change of the indicators that report a fault. @returns a function that unsubscribes */
  listen(listener: InstanceFaultListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The indicators that report a fault, as gating check results; runs no check. */
  of(indicators: readonly HealthIndicator[]): CheckResult[] {
    const results = indicators.flatMap((indicator) => {
      const message = this.messageOf(indicator);
      return message === undefined ? [] : [this.resultOf(indicator, message)];
    });
    this.notify(results);
    return results;
  }

  private messageOf(indicator: HealthIndicator): string | undefined {
    try {
      const message = indicator.instanceFault?.();
      return message === undefined ? undefined : this.parts.redactor.text(message);
    } catch {
      this.parts.drops.count('health', 'hindrance');
      return undefined;
    }
  }

  private resultOf(indicator: HealthIndicator, message: string): CheckResult {
    return {
      status: 'unhealthy',
      message,
      details: {},
      name: indicator.name,
      critical: this.parts.settingsOf(indicator).critical,
      policy: 'gate',
      responseTimeMs: 0,
      checkedAt: Date.now(),
    };
  }

  /** Compares names: messages contain the duration and differ each time. */
  private notify(results: readonly CheckResult[]): void {
    const names = results.map(({ name }) => name).join();
    if (names === this.reportedNames) return;
    this.reportedNames = names;
    const message = results.map((result) => `${result.name}: ${result.message}`).join('; ');
    for (const listener of this.listeners) {
      try {
        listener(message || undefined);
      } catch {
        this.parts.drops.count('health', 'hindrance');
      }
    }
  }
}
