import { systemClock } from '../../core';
import type { Clock } from '../../core';
import type { CheckResult, HealthChange, HealthSubscriber } from '../model/contract';
import type { CheckHistory } from './check-history';
import { CheckRecord } from './check-record';
import type { HealthHistoryOptions } from './health-history.options';

/**
 * Keeps the history of all checks: changes of status, availability, latency. It runs no checks and
 * has a fixed size per check. Inject it to read it from your own code.
 */
export class HealthHistory implements HealthSubscriber {
  private readonly records = new Map<string, CheckRecord>();

  constructor(
    private readonly options: Required<HealthHistoryOptions>,
    private readonly clock: Clock = systemClock,
  ) {}

  checked(result: CheckResult, change: HealthChange | undefined): void {
    const now = this.clock.now();
    const known = this.records.get(result.name);
    const record = known ?? new CheckRecord(result, this.options.size, now);
    if (!known) this.records.set(result.name, record);
    record.add(result, change, now);
  }

  /** The history of one check; undefined while it has none. */
  of(name: string): CheckHistory | undefined {
    return this.records.get(name)?.describe(this.clock.now());
  }

  /** The history of every check that has run. */
  all(): readonly CheckHistory[] {
    const now = this.clock.now();
    return [...this.records.values()].map((record) => record.describe(now));
  }
}
