import { checkSettings } from './check-settings';
import type { CheckSettingsOptions } from './check-settings';
import type { HealthIndicator } from '../model/contract';
import { HEALTH_DEFAULTS } from '../health.options';

const INDICATOR: HealthIndicator = {
  name: 'queue',
  critical: false,
  check: async () => ({ status: 'healthy', message: '' }),
};

function settings(said: Partial<HealthIndicator>, options: Partial<CheckSettingsOptions> = {}) {
  return checkSettings({ ...INDICATOR, ...said }, { ...HEALTH_DEFAULTS, ...options });
}

describe('what a check obeys', () => {
  it('is the same for all where nothing is said', () => {
    expect(settings({})).toEqual({
      critical: false,
      policy: 'inform',
      groups: [],
      timeoutMs: 3000,
      intervalMs: undefined,
      fall: 2,
      rise: 2,
      maxErrorDurationMs: 2000,
    });
  });

  it('is what the indicator says of itself', () => {
    const said = {
      critical: true,
      policy: 'gate',
      groups: ['checkout'],
      timeoutMs: 50,
      intervalMs: 1000,
    } as const;

    const found = settings(said, { timeoutMs: 1, intervalMs: 2 });

    expect(found).toMatchObject({ ...said, groups: ['checkout', 'ready'] });
  });

  it('is before all what the options say of this check', () => {
    const own = {
      critical: true,
      policy: 'gate',
      groups: ['checkout'],
      timeoutMs: 60,
      intervalMs: 600,
      fall: 5,
      rise: 6,
      maxErrorDurationMs: 7,
    } as const;
    const said = { critical: false, policy: 'inform', groups: ['x'], timeoutMs: 5 } as const;

    const found = settings(said, { checks: { queue: own, other: { fall: 9 } } });

    expect(found).toEqual({ ...own, groups: ['checkout', 'ready'] });
  });

  it.each([
    ['a dependency', {}, 'inform'],
    ['the process itself', { isDependency: false }, 'gate'],
    ['a dependency in the group "ready"', { groups: ['ready'] }, 'gate'],
    [
      'one in "ready" that says "inform"',
      { groups: ['ready'], policy: 'inform' } as const,
      'inform',
    ],
  ])('is for %s, where readiness is concerned, to %s', (_what, said, policy) => {
    expect(settings(said).policy).toBe(policy);
  });

  it('has all groups that list it', () => {
    const options = { groups: { checkout: ['queue', 'cache'], ready: ['queue'], b: ['x'] } };

    const { groups, policy } = settings(
      { groups: ['orders'] },
      { ...options, liveness: ['queue'] },
    );

    expect(groups).toEqual(['orders', 'checkout', 'ready', 'live']);
    expect(policy).toBe('gate');
  });

  it('is not taken from what every object has', () => {
    expect(settings({ name: 'constructor' }).fall).toBe(2);
  });
});
