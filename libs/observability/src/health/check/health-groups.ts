import { pathTo } from '../../core';
import type { Problems } from '../../core';
import type { CheckSettings } from './check-settings';
import type { HealthIndicator } from '../model/contract';
import { DependencyInLivenessError } from '../model/health.errors';
import { SHOWABLE_NAME } from './indicator.registry';

/** The groups that the probes check; every app has them. */
export const PROBE_GROUPS = ['live', 'ready', 'startup'] as const;

const NAME_WANTED = 'a name of letters, digits, "-", "_", "." or ":"';

/** The groups of indicators that are checked together. */
export class HealthGroups {
  private readonly byName = new Map<string, HealthIndicator[]>(
    PROBE_GROUPS.map((name) => [name, []]),
  );

  constructor(
    private readonly indicators: readonly HealthIndicator[],
    settingsOf: (indicator: HealthIndicator) => Pick<CheckSettings, 'groups'>,
    more: readonly string[] = [],
  ) {
    for (const name of more) this.membersOf(name);
    for (const indicator of indicators) {
      for (const group of settingsOf(indicator).groups) this.membersOf(group).push(indicator);
    }
  }

  get names(): readonly string[] {
    return [...this.byName.keys()];
  }

  /** The indicators of a group in the order of their registration; undefined for an unknown name. */
  get(name: string): readonly HealthIndicator[] | undefined {
    return this.byName.get(name);
  }

  /** Validates the names: groups and checks share one path. */
  check(problems: Problems): void {
    const checks = new Set(this.indicators.map(({ name }) => name));
    for (const name of this.byName.keys()) {
      const path = pathTo('health.groups', name);
      if (!SHOWABLE_NAME.test(name)) problems.wanted(path, name, NAME_WANTED);
      if (checks.has(name)) {
        problems.add(path, 'is also the name of a check. Give one of them another name.');
      }
    }
  }

  /** @throws DependencyInLivenessError when `live` includes a dependency */
  refuseDependenciesInLiveness(): void {
    const dependency = this.get('live')?.find(({ isDependency }) => isDependency !== false);
    if (dependency) throw DependencyInLivenessError.for(dependency.name);
  }

  private membersOf(group: string): HealthIndicator[] {
    const known = this.byName.get(group) ?? [];
    this.byName.set(group, known);
    return known;
  }
}
