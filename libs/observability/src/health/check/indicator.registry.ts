import type { HealthIndicator } from '../model/contract';
import {
  DuplicateIndicatorError,
  UnknownIndicatorError,
  UnnamedIndicatorError,
} from '../model/health.errors';

/** A name that is safe in a label and in a URL. */
export const SHOWABLE_NAME = /^[\w.:-]{1,64}$/;

/** The app's indicators by name. */
export class IndicatorRegistry {
  private readonly byName = new Map<string, HealthIndicator>();

  /**
   * @throws DuplicateIndicatorError when the name is taken
   * @throws UnnamedIndicatorError when the name cannot be shown
   */
  add(indicator: HealthIndicator): void {
    if (typeof indicator.name !== 'string' || !SHOWABLE_NAME.test(indicator.name)) {
      throw UnnamedIndicatorError.for(indicator.name);
    }
    if (this.byName.has(indicator.name)) throw DuplicateIndicatorError.for(indicator.name);
    this.byName.set(indicator.name, indicator);
  }

  /** @throws UnknownIndicatorError for an unknown name */
  get(name: string): HealthIndicator {
    const indicator = this.byName.get(name);
    if (!indicator) throw UnknownIndicatorError.for(name, [...this.byName.keys()]);
    return indicator;
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  all(): readonly HealthIndicator[] {
    return [...this.byName.values()];
  }
}
