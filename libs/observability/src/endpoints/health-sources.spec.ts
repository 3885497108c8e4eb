import { resultOf } from '../health/testing/health-results';
import { aggregate } from '../health';
import type { HealthReport } from '../health';
import { ENDPOINT_PATHS } from './endpoints.options';
import { healthSources } from './health-sources';
import type { HealthQueries } from './health-sources';

const REPORT = aggregate([]);
const reportOf = async (): Promise<HealthReport> => REPORT;

/** The page of the start, of an app that has started or not. */
function startupOf(hasStarted: boolean): ReturnType<typeof healthSources>['startup'] {
  const service: HealthQueries = {
    report: reportOf,
    live: reportOf,
    ready: reportOf,
    startup: reportOf,
    groups: [],
    hasStarted,
  };
  const availability = { isReady: hasStarted, state: 'starting', reason: undefined } as const;
  return healthSources(service, availability, ENDPOINT_PATHS).startup;
}

describe('the page of the whole app', () => {
  const service = {
    report: reportOf,
    live: reportOf,
    ready: reportOf,
    startup: reportOf,
    groups: [],
    hasStarted: true,
  };

  it.each([
    ['ready', 'healthy'],
    ['not-ready', 'healthy'],
    ['stopping', 'unhealthy'],
  ] as const)('of an app that is well and %s is %s', async (state, status) => {
    const availability = { isReady: state === 'ready', state, reason: 'SIGTERM' };
    const { health } = healthSources(service, availability, ENDPOINT_PATHS);

    expect(await health.check()).toMatchObject({ status });
    expect(health.evaluate([resultOf('database')]).status).toBe(status);
  });
});

describe('the page of the start, without the checks that a request leaves out', () => {
  it('is unhealthy while the app has not started, whatever the other checks say', () => {
    expect(startupOf(false).evaluate([resultOf('licence')]).status).toBe('unhealthy');
  });

  it('is what the other checks say once the app has started', () => {
    expect(startupOf(true).evaluate([resultOf('licence')]).status).toBe('healthy');
  });
});
