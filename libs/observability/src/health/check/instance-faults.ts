import type { Losses, Redactor } from '../../core';
import type { CheckResult, HealthIndicator } from '../model/contract';
import type { CheckSettings } from './check-settings';

/** Hears when instances' own hindrances begin, change and end. @param message undefined when there is none any more */
export type InstanceFaultListener = (message: string | undefined) => void;

/** What hindrances are made of. */
export interface InstanceFaultParts {
  readonly losses: Losses;
  readonly redactor: Redactor;
  settingsOf(indicator: HealthIndicator): Pick<CheckSettings, 'critical'>;
}

/** What keeps this instance alone from its work, by its indicators' own word. */
export class InstanceFaults {
  private readonly listeners = new Set<InstanceFaultListener>();
  private reportedNames = '';

  constructor(private readonly parts: InstanceFaultParts) {}

  /** Tells of each indicator that begins to be hindered, or is no more. @returns how to stop it */
  listen(listener: InstanceFaultListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Those that are hindered, as checks that gate; runs no check. */
  of(indicators: readonly HealthIndicator[]): CheckResult[] {
    const results = indicators.flatMap((indicator) => {
      const message = this.messageOf(indicator);
      return message === undefined ? [] : [this.resultOf(indicator, message)];
    });
    this.tell(results);
    return results;
  }

  private messageOf(indicator: HealthIndicator): string | undefined {
    try {
      const message = indicator.instanceFault?.();
      return message === undefined ? undefined : this.parts.redactor.text(message);
    } catch {
      this.parts.losses.count('health', 'hindrance');
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

  /** By names: messages tell how long it has lasted, and are others each time. */
  private tell(results: readonly CheckResult[]): void {
    const names = results.map(({ name }) => name).join();
    if (names === this.reportedNames) return;
    this.reportedNames = names;
    const message = results.map((result) => `${result.name}: ${result.message}`).join('; ');
    for (const listener of this.listeners) {
      try {
        listener(message || undefined);
      } catch {
        this.parts.losses.count('health', 'hindrance');
      }
    }
  }
}
