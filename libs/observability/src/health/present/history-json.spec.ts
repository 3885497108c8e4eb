import { CHECKED_AT, resultOf } from '../testing/health-results';
import { HealthHistory } from '../report/health-history';
import { FakeClock } from '../../testing';
import { presentHistory } from './history-json';

describe('the history of a check as JSON', () => {
  it('has times that can be read and numbers with their units', () => {
    const history = new HealthHistory({ size: 10 }, new FakeClock());
    const down = resultOf('db', 'unhealthy', { message: 'refused' });

    history.checked(down, { from: 'healthy', to: 'unhealthy' });

    const at = new Date(CHECKED_AT).toISOString();
    expect(presentHistory(history.of('db')!)).toEqual({
      results: 1,
      availability_percent: { since_start: 0, recent: 0 },
      flips: 1,
      last_flips: [{ at, from: 'healthy', to: 'unhealthy' }],
      latency_ms: { p50: 1.5, p95: 1.5, max: 1.5 },
      last_failure: { at, message: 'refused' },
    });
  });

  it('says nothing of a failure that never was', () => {
    const history = new HealthHistory({ size: 10 }, new FakeClock());

    history.checked(resultOf('db'), undefined);

    expect(presentHistory(history.of('db')!)).not.toHaveProperty('last_failure');
  });
});
