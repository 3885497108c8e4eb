import { Problems } from '../core';
import { HEALTH_RULES } from './health.options';

function mistakesIn(options: object): string[] {
  const problems = new Problems();
  HEALTH_RULES(options, 'health', problems);
  return problems.found.map(({ path, message }) => `${path}: ${message}`);
}

describe('the options of health', () => {
  it('may be all that there are', () => {
    const check = {
      critical: true,
      policy: 'gate',
      groups: ['checkout'],
      timeoutMs: 100,
      intervalMs: 1000,
      fall: 1,
      rise: 3,
      maxErrorDurationMs: 0,
    };

    const mistakes = mistakesIn({
      intervalMs: 10_000,
      fall: 3,
      rise: 1,
      maxErrorDurationMs: 5000,
      allowDependenciesInLiveness: true,
      checks: { database: check, cache: {} },
      groups: { live: ['event_loop'], checkout: [] },
      liveness: ['disk'],
    });

    expect(mistakes).toEqual([]);
  });

  it('report all mistakes at once, those of individual checks too', () => {
    const mistakes = mistakesIn({
      intervalMs: 5,
      fall: 0,
      maxErrorDurationMs: '2000',
      checks: { database: { policy: 'block', criticl: true, rise: 1.5 }, cache: 'critical' },
      groups: { checkout: 'cache', orders: [7] },
    });

    expect(mistakes).toEqual([
      'health.intervalMs: is the number 5; it must be a whole number of milliseconds from 100 to 3600000.',
      'health.fall: is the number 0; it must be a whole number from 1 to 100.',
      'health.maxErrorDurationMs: is a text of 4 characters; it must be a whole number of milliseconds from 0 to 3600000.',
      'health.checks.database.policy: is a text of 5 characters; it must be "gate" or "inform".',
      'health.checks.database.criticl: is not an option. Did you mean "critical"?',
      'health.checks.database.rise: is the number 1.5; it must be a whole number from 1 to 100.',
      'health.checks.cache: is a text of 8 characters; it must be an object.',
      'health.groups.checkout: is a text of 5 characters; it must be a list.',
      'health.groups.orders[0]: is a number; it must be a text that is not empty.',
    ]);
  });
});
