import { SingleFlight } from '../../core';
import type { ServiceIdentity } from '../../core';
import { aggregate } from '../model/aggregate';
import type { HealthReport } from '../model/aggregate';
import type { AvailabilityService } from './availability';
import type { CheckResult, HealthIndicator, HealthSubscriber } from '../model/contract';
import type { HealthChecker } from '../check/health.checker';
import { UnknownHealthGroupError } from '../model/health.errors';
import { HealthGroups } from '../check/health-groups';
import type { InstanceFaultListener } from '../check/instance-faults';
import type { IndicatorRegistry } from '../check/indicator.registry';
import { evaluateProbe, evaluateReadiness } from '../model/policy';
import { ReportMemory } from './report-memory';
import { toTerminus } from '../model/terminus.adapter';
import type { TerminusIndicatorFunction } from '../model/terminus.adapter';

type Evaluate = (checks: readonly CheckResult[]) => HealthReport;

/** A group of checks with its cached report. */
interface CheckGroup {
  readonly members: readonly HealthIndicator[];
  readonly memory: ReportMemory;
  /** One report for all concurrent callers. */
  readonly shared: SingleFlight<HealthReport>;
}

const EVALUATORS: ReadonlyMap<string, Evaluate> = new Map<string, Evaluate>([
  ['live', evaluateProbe],
  ['ready', (checks) => evaluateReadiness(checks, true)],
  ['startup', evaluateProbe],
]);

function refusedBy(faults: readonly CheckResult[], { checks }: HealthReport): HealthReport {
  const others = checks.filter(({ name }) => faults.every((one) => one.name !== name));
  return evaluateReadiness([...others, ...faults], true);
}

/** Reports the health of the app; inject it to query health from your own code. */
export class HealthService {
  private groupDefinitions = new HealthGroups([], () => ({ groups: [] }));
  private indicators: readonly HealthIndicator[] = [];
  private readonly checkGroups = new Map<string, CheckGroup>();
  private readonly whole: SingleFlight<HealthReport>;
  private readonly refused = new ReportMemory((checks) => evaluateReadiness(checks, false));
  private readonly startedUp = new ReportMemory((checks) => {
    return { ...aggregate(checks), status: 'healthy' };
  });
  private hasStartedOnce = false;

  constructor(
    private readonly registry: IndicatorRegistry,
    private readonly checker: HealthChecker,
    readonly service: ServiceIdentity,
    private readonly availability: AvailabilityService,
  ) {
    const memory = new ReportMemory(aggregate);
    this.whole = new SingleFlight(async () => memory.of(await checker.checkAll(this.indicators)));
  }

  /** The names of all checks. */
  get names(): readonly string[] {
    return this.registry.all().map(({ name }) => name);
  }

  /** The names of all groups: `live`, `ready`, `startup`, and the app's own. */
  get groups(): readonly string[] {
    return this.groupDefinitions.names;
  }

  /**
   * The whole app, or one group of its checks.
   * @throws UnknownHealthGroupError when there is no group of that name
   */
  async report(group?: string): Promise<HealthReport> {
    if (group === undefined) return this.whole.run();
    if (group === 'live') return this.live();
    if (group === 'ready') return this.ready();
    return group === 'startup' ? this.startup() : this.group(group).shared.run();
  }

  /** One check, within the response deadline. @throws UnknownIndicatorError */
  async check(name: string): Promise<CheckResult> {
    return this.checker.checkInTime(this.registry.get(name));
  }

  /** Whether the process itself works, by the last results; it does not wait for checks. */
  async live(): Promise<HealthReport> {
    return this.group('live').memory.of(this.lastOf('live'));
  }

  /** Whether requests should be routed here: the app accepts them, and no check that gates is unhealthy. */
  async ready(): Promise<HealthReport> {
    // An app that accepts no requests responds immediately.
    if (!this.availability.isReady) return this.refused.of(this.lastOf('ready'));
    const report = await this.group('ready').shared.run();
    if (!this.availability.isReady) return this.refused.of(report.checks);
    const faults = this.instanceFaults();
    return faults.length === 0 ? report : refusedBy(faults, report);
  }

  /** Faults of this instance alone, whatever the policy of their checks; does not wait for checks. */
  instanceFaults(): readonly CheckResult[] {
    return this.checker.instanceFaults.of(this.registry.all());
  }

  /** Calls the listener when such faults begin and end. @returns a function that unsubscribes it */
  onInstanceFault(listener: InstanceFaultListener): () => void {
    return this.checker.instanceFaults.listen(listener);
  }

  /** Whether the app has started and the checks of the group `startup` have passed; it never reverts to false. */
  async startup(): Promise<HealthReport> {
    if (this.hasStartedOnce) return this.startedUp.of(this.lastOf('startup'));
    if (!this.availability.hasStarted) return this.refused.of(this.lastOf('startup'));
    const report = await this.group('startup').shared.run();
    if (report.status !== 'unhealthy') this.hasStartedOnce = true;
    return report;
  }

  /** Whether the app itself has started, independent of its checks; it never reverts to false. */
  get hasStarted(): boolean {
    return this.availability.hasStarted;
  }

  /** Notifies a subscriber of each check. @returns a function that unsubscribes it */
  subscribe(subscriber: HealthSubscriber): () => void {
    return this.checker.subscribe(subscriber);
  }

  /** One of the app's indicators as an indicator function of Terminus, for its `health.check([...])`. */
  terminus(name: string): TerminusIndicatorFunction {
    const indicator = this.registry.get(name);
    return toTerminus(() => this.checker.check(indicator));
  }

  /** @internal The module sets the groups of checks when all indicators are registered. */
  useGroups(groups: HealthGroups): void {
    this.groupDefinitions = groups;
    this.indicators = this.registry.all();
    this.checkGroups.clear();
  }

  private lastOf(group: string): CheckResult[] {
    return this.checker.lastOf(this.group(group).members);
  }

  /** @throws UnknownHealthGroupError */
  private group(name: string): CheckGroup {
    const known = this.checkGroups.get(name);
    if (known) return known;
    const members = this.groupDefinitions.get(name);
    if (!members) throw UnknownHealthGroupError.for(name, this.groups);
    const memory = new ReportMemory(EVALUATORS.get(name) ?? aggregate);
    const group = {
      members,
      memory,
      shared: new SingleFlight(async () => memory.of(await this.checker.checkAll(members))),
    };
    this.checkGroups.set(name, group);
    return group;
  }
}
