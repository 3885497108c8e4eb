import type { HealthReport } from '../model/aggregate';
import type { CheckResult } from '../model/contract';
import type { ReportMemory } from './report-memory';

/** One report for all concurrent callers. */
export class SharedReport {
  private underWay: Promise<HealthReport> | undefined;

  /** @param check runs the checks; must not reject */
  constructor(
    private readonly check: () => Promise<readonly CheckResult[]>,
    private readonly memory: ReportMemory,
  ) {}

  get(): Promise<HealthReport> {
    this.underWay ??= this.make();
    return this.underWay;
  }

  private async make(): Promise<HealthReport> {
    const checks = await this.check();
    this.underWay = undefined;
    return this.memory.of(checks);
  }
}
