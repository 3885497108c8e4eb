import { resultOf } from '../testing/health-results';
import { aggregate } from '../model/aggregate';
import { FakeClock } from '../../testing';
import { HealthHistory } from './health-history';
import { flipsOf, overviewOf } from './health-overview';

describe('the overview of health', () => {
  it('has status, failing checks, availability, changes and the slowest check', () => {
    const history = new HealthHistory({ size: 10 }, new FakeClock());
    const database = resultOf('database', 'healthy', { responseTimeMs: 4 });
    const cache = resultOf('cache', 'unhealthy', { responseTimeMs: 30 });
    history.checked(database, undefined);
    history.checked(cache, { from: 'healthy', to: 'unhealthy' });

    expect(overviewOf(aggregate([database, cache]), history.all(), 0)).toEqual({
      status: 'degraded',
      summary: { total: 2, passed: 1, degraded: 0, failed: 1, criticalFailures: 0 },
      notHealthy: ['cache'],
      availability: 0,
      flips: 1,
      slowest: { name: 'cache', p95Ms: 30 },
    });
  });

  it('counts the changes since the last one', () => {
    const history = new HealthHistory({ size: 10 }, new FakeClock());
    const database = resultOf('database', 'unhealthy');
    history.checked(database, { from: 'healthy', to: 'unhealthy' });
    const reported = flipsOf(history.all());
    history.checked(database, { from: 'unhealthy', to: 'degraded' });
    history.checked(database, { from: 'degraded', to: 'unhealthy' });

    expect(overviewOf(aggregate([database]), history.all(), reported).flips).toBe(2);
  });

  it('of an app without checks is a good one', () => {
    expect(overviewOf(aggregate([]), [], 0)).toMatchObject({
      status: 'healthy',
      notHealthy: [],
      availability: 100,
      flips: 0,
      slowest: undefined,
    });
  });
});
