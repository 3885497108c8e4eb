import { resultOf } from '../testing/health-results';
import { shownHealth } from '../testing/shown-health';
import { presentTerminus, presentTerminusStatus } from './terminus-json';

describe('health in the shape of Terminus', () => {
  it('has what is up under info, what is down under error, all under details', () => {
    const database = resultOf('database', 'unhealthy', { critical: true, details: { used: 3 } });
    const down = {
      status: 'down',
      health: 'unhealthy',
      message: 'database is unhealthy',
      response_time_ms: 1.5,
      used: 3,
    };
    const up = {
      status: 'up',
      health: 'degraded',
      message: 'cache is degraded',
      response_time_ms: 1.5,
    };

    expect(presentTerminus(shownHealth([database, resultOf('cache', 'degraded')]))).toEqual({
      status: 'error',
      info: { cache: up },
      error: { database: down },
      details: { database: down, cache: up },
    });
  });

  it.each([
    ['healthy', 'ok'],
    ['degraded', 'ok'],
    ['unhealthy', 'error'],
  ] as const)('calls %s %s', (status, word) => {
    expect(presentTerminusStatus(status)).toEqual({ status: word });
  });
});
