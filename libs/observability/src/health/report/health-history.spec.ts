import { CHECKED_AT, resultOf } from '../testing/health-results';
import { FakeClock } from '../../testing';
import { HealthHistory } from './health-history';

function start(size = 100): { history: HealthHistory; clock: FakeClock } {
  const clock = new FakeClock();
  return { history: new HealthHistory({ size }, clock), clock };
}

describe('the history of health', () => {
  it('has nothing about checks that never ran', () => {
    const { history } = start();

    expect(history.of('database')).toBeUndefined();
    expect(history.all()).toEqual([]);
  });

  it('keeps each check by its name', () => {
    const { history } = start();

    history.checked(resultOf('database'), undefined);
    history.checked(resultOf('cache', 'degraded'), { from: 'healthy', to: 'degraded' });

    expect(history.all().map(({ name, status, flips }) => [name, status, flips])).toEqual([
      ['database', 'healthy', 0],
      ['cache', 'degraded', 1],
    ]);
  });

  it('has changes with their times, and keeps the latest twenty', () => {
    const { history } = start();
    const down = resultOf('db', 'unhealthy');

    for (let i = 0; i < 15; i += 1) {
      history.checked({ ...down, checkedAt: i }, { from: 'healthy', to: 'unhealthy' });
      history.checked(resultOf('db'), { from: 'unhealthy', to: 'healthy' });
    }

    const { flips, lastFlips } = history.of('db')!;
    expect(flips).toBe(30);
    expect(lastFlips).toHaveLength(20);
    expect(lastFlips[0]).toEqual({ at: 5, from: 'healthy', to: 'unhealthy' });
    expect(lastFlips.at(-1)).toEqual({ at: CHECKED_AT, from: 'unhealthy', to: 'healthy' });
  });

  it('measures availability by the time since the first result', () => {
    const { history, clock } = start();

    history.checked(resultOf('db'), undefined);
    clock.advance(60_000);
    history.checked(resultOf('db', 'unhealthy'), { from: 'healthy', to: 'unhealthy' });
    clock.advance(30_000);
    history.checked(resultOf('db'), { from: 'unhealthy', to: 'healthy' });
    clock.advance(10_000);

    expect(history.of('db')).toMatchObject({ availability: 70 });
  });

  it('counts an ongoing failure, though no check runs', () => {
    const { history, clock } = start();

    history.checked(resultOf('db', 'unhealthy'), { from: 'healthy', to: 'unhealthy' });
    expect(history.of('db')).toMatchObject({ availability: 0 });
    clock.advance(10_000);

    expect(history.of('db')).toMatchObject({ availability: 0 });
  });

  it('takes the recent availability and the latency from the kept results', () => {
    const { history } = start(4);

    history.checked(resultOf('db', 'unhealthy', { responseTimeMs: 3000 }), undefined);
    for (const responseTimeMs of [1, 2, 4]) {
      history.checked(resultOf('db', 'healthy', { responseTimeMs }), undefined);
    }
    expect(history.of('db')).toMatchObject({
      recentAvailability: 75,
      latencyMs: { p50: 2, p95: 3000, max: 3000 },
    });

    history.checked(resultOf('db', 'healthy', { responseTimeMs: 5 }), undefined);
    expect(history.of('db')).toMatchObject({
      results: 5,
      recentAvailability: 100,
      latencyMs: { p50: 2, p95: 5, max: 5 },
    });
  });

  it('keeps the last failure, one that has not settled as well', () => {
    const { history } = start();
    const pending = { status: 'unhealthy', message: 'refused once' } as const;

    history.checked(resultOf('db', 'healthy', { pending }), undefined);
    history.checked(resultOf('db'), undefined);

    expect(history.of('db')).toMatchObject({
      status: 'healthy',
      recentAvailability: 50,
      lastFailure: { at: CHECKED_AT, message: 'refused once' },
    });
  });
});
