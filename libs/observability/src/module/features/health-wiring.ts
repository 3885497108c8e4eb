import { Inject, Injectable } from '@nestjs/common';
import { Problems } from '../../core';
import {
  findUnknownChecks,
  HealthChecker,
  HealthGroups,
  HealthService,
  IndicatorRegistry,
} from '../../health';
import { runtimeIndicators } from '../../integrations';
import type { RuntimeIndicator } from '../../integrations';
import { HealthProbeExplorer } from './health-probe.explorer';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';

const FIRST_CHECK_MS = 1000;

/** Configures health from what the start of the app has detected: probes, groups and background checks. */
@Injectable()
export class HealthWiring {
  private readonly ofProcess: readonly RuntimeIndicator[];
  private firstCheck: NodeJS.Timeout | undefined;

  constructor(
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    private readonly registry: IndicatorRegistry,
    private readonly checker: HealthChecker,
    private readonly health: HealthService,
    private readonly probes: HealthProbeExplorer,
  ) {
    this.ofProcess = runtimeIndicators(options.integrations);
  }

  /**
   * Called when the integrations are wired, before the first request.
   * @throws InvalidHealthProbeError, DuplicateIndicatorError, DependencyInLivenessError
   * @throws InvalidOptionsError when options name unknown checks
   */
  wire(): void {
    for (const indicator of [...this.ofProcess, ...this.probes.explore()]) {
      this.registry.add(indicator);
    }
    this.health.useGroups(this.groups());
  }

  start(): void {
    for (const indicator of this.ofProcess) indicator.start?.();
    this.checker.start(this.registry.all());
    this.checkSoon();
  }

  stop(): void {
    clearTimeout(this.firstCheck);
    this.checker.stop();
    for (const indicator of this.ofProcess) indicator.stop?.();
  }

  /**
   * Checks the dependencies once without a request, so that the log names the missing ones; soon
   * after the start, since clients and workers take a moment to connect.
   */
  private checkSoon(): void {
    this.firstCheck = setTimeout(() => void this.health.report(), FIRST_CHECK_MS);
    this.firstCheck.unref();
  }

  private groups(): HealthGroups {
    const { health } = this.options;
    const all = this.registry.all();
    const settingsOf = this.checker.settingsOf.bind(this.checker);
    const groups = new HealthGroups(all, settingsOf, Object.keys(health.groups));
    const problems = new Problems();
    findUnknownChecks(health, this.health.names, problems);
    groups.check(problems);
    problems.throwIfAny();
    if (!health.allowDependenciesInLiveness) groups.refuseDependenciesInLiveness();
    return groups;
  }
}
