import type { ServiceIdentity } from '../core';
import { aggregate } from './aggregate';
import type { HealthReport } from './aggregate';
import type { HealthIndicator } from './contract';
import type { HealthChecker } from './health.checker';
import type { IndicatorRegistry } from './indicator.registry';
import { toTerminus } from './terminus.adapter';
import type { TerminusIndicatorFunction } from './terminus.adapter';

/** Answers how the app is doing; inject it to ask from your own code. */
export class HealthService {
  private isStarted = false;
  private liveness: readonly HealthIndicator[] = [];

  constructor(
    private readonly registry: IndicatorRegistry,
    private readonly checker: HealthChecker,
    readonly service: ServiceIdentity,
  ) {}

  /** The whole app: every indicator. */
  report(): Promise<HealthReport> {
    return this.reportOf(this.registry.all());
  }

  /** Whether the process itself works; no dependency is asked. */
  live(): Promise<HealthReport> {
    return this.reportOf(this.liveness);
  }

  /** Whether requests should come here: the app has started and nothing critical is unhealthy. */
  async ready(): Promise<HealthReport> {
    const report = await this.report();
    return this.isStarted ? report : { ...report, status: 'unhealthy' };
  }

  /** Whether the app has started; once it has, it stays so. */
  get hasStarted(): boolean {
    return this.isStarted;
  }

  /** One of the app's indicators as an indicator function of Terminus, for its `health.check([...])`. */
  terminus(name: string): TerminusIndicatorFunction {
    const indicator = this.registry.get(name);
    return toTerminus(() => this.checker.check(indicator));
  }

  /**
   * @internal The module says which indicators liveness includes.
   * @throws DependencyInLivenessError when one of them looks outside the process
   */
  useLiveness(names: readonly string[]): void {
    this.liveness = this.registry.forLiveness(names);
  }

  /** @internal The module calls it when the app has bootstrapped. */
  started(): void {
    this.isStarted = true;
  }

  private async reportOf(indicators: readonly HealthIndicator[]): Promise<HealthReport> {
    return aggregate(await this.checker.checkAll(indicators));
  }
}
