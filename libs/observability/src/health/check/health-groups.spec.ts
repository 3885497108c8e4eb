import { InvalidOptionsError, Problems } from '../../core';
import type { HealthIndicator } from '../model/contract';
import { HealthGroups } from './health-groups';

const check = async () => ({ status: 'healthy', message: '' }) as const;

function indicator(
  name: string,
  groups: readonly string[] = [],
  isDependency?: boolean,
): HealthIndicator {
  return { name, critical: true, groups, isDependency, check };
}

function groupsOf(indicators: readonly HealthIndicator[], more: string[] = []): HealthGroups {
  return new HealthGroups(indicators, ({ groups = [] }) => ({ groups }), more);
}

describe('the groups of checks', () => {
  it('are those of the probes, and those that are named', () => {
    const groups = groupsOf([indicator('cache', ['checkout'])], ['empty']);

    expect(groups.names).toEqual(['live', 'ready', 'startup', 'empty', 'checkout']);
  });

  it('have their checks in the order of their registration', () => {
    const cache = indicator('cache', ['checkout', 'ready']);
    const queue = indicator('queue', ['checkout']);

    const groups = groupsOf([cache, queue]);

    expect(groups.get('checkout')).toEqual([cache, queue]);
    expect(groups.get('ready')).toEqual([cache]);
    expect(groups.get('live')).toEqual([]);
    expect(groups.get('nobody')).toBeUndefined();
  });

  it('cannot be called like a check, nor what no address can show', () => {
    const problems = new Problems();

    groupsOf([indicator('cache'), indicator('ready')], ['cache', 'my group']).check(problems);

    expect(InvalidOptionsError.for(problems.found).message).toBe(
      'The options of ObservabilityModule have 3 mistakes:\n' +
        '  - health.groups.ready: is also the name of a check. Give one of them another name.\n' +
        '  - health.groups.cache: is also the name of a check. Give one of them another name.\n' +
        '  - health.groups.(a key of 8 characters): is a text of 8 characters; it must be a name of letters, digits, ' +
        '"-", "_", "." or ":".',
    );
  });
});

describe('the group "live"', () => {
  it('takes what looks only at the process', () => {
    const groups = groupsOf([indicator('event_loop', ['live'], false)]);

    expect(() => groups.refuseDependenciesInLiveness()).not.toThrow();
  });

  it.each([[undefined], [true]])('refuses a dependency (isDependency: %p)', (isDependency) => {
    const groups = groupsOf([indicator('database', ['live'], isDependency)]);

    expect(() => groups.refuseDependenciesInLiveness()).toThrow(
      expect.objectContaining({
        name: 'DependencyInLivenessError',
        code: 'HEALTH_DEPENDENCY_IN_LIVENESS',
        message:
          'The health group "live" includes "database", which checks a dependency. Kubernetes would ' +
          'restart the app again and again while the dependency is down. Remove it from ' +
          'health.liveness or from the group, or set health.allowDependenciesInLiveness to true.',
      }),
    );
  });
});
