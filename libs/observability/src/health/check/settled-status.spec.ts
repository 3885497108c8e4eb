import type { WholeFinding } from './asked-finding';
import type { HealthChange, HealthStatus } from '../model/contract';
import { SettledStatus } from './settled-status';
import type { Patience } from './settled-status';

const PATIENCE: Patience = { fall: 2, rise: 2, maxErrorDurationMs: 2000 };

function finding(status: HealthStatus): WholeFinding {
  return { status, message: `found ${status}`, details: {} };
}

/** Sees the statuses one after another, a time apart, each check taking no time. */
function settle(
  statuses: readonly HealthStatus[],
  patience: Patience = PATIENCE,
  apartMs = 500,
): { settled: SettledStatus; changes: (HealthChange | undefined)[] } {
  const settled = new SettledStatus(patience);
  const changes = statuses.map((status, i) => {
    return settled.see(finding(status), { startedAt: i * apartMs, now: i * apartMs });
  });
  return { settled, changes };
}

describe('the very first finding', () => {
  it.each([
    ['healthy', undefined],
    ['degraded', { from: 'healthy', to: 'degraded' }],
    ['unhealthy', { from: 'healthy', to: 'unhealthy' }],
  ] as const)('that is %s counts at once', (status, change) => {
    const { settled, changes } = settle([status]);

    expect(settled.finding?.status).toBe(status);
    expect(changes).toEqual([change]);
  });
});

describe('a settled status', () => {
  it.each<[string, HealthStatus[], HealthStatus]>([
    ['one bad answer', ['healthy', 'unhealthy'], 'healthy'],
    ['two in a row', ['healthy', 'unhealthy', 'unhealthy'], 'unhealthy'],
    ['two, with a good one between', ['healthy', 'unhealthy', 'healthy', 'unhealthy'], 'healthy'],
    ['one good answer', ['unhealthy', 'healthy'], 'unhealthy'],
    ['two good ones in a row', ['unhealthy', 'healthy', 'healthy'], 'healthy'],
    ['two that are differently bad', ['healthy', 'unhealthy', 'degraded'], 'degraded'],
    ['two that are differently better', ['unhealthy', 'healthy', 'degraded'], 'degraded'],
    ['a worse and a better one', ['degraded', 'unhealthy', 'healthy'], 'degraded'],
    ['a step down and another one', ['healthy', 'degraded', 'unhealthy', 'unhealthy'], 'unhealthy'],
  ])('after %s is what was seen often enough', (_case, statuses, expected) => {
    const { settled } = settle(statuses);

    expect(settled.finding?.status).toBe(expected);
  });

  it('obeys the numbers that it is given', () => {
    const patience = { fall: 3, rise: 1, maxErrorDurationMs: 60_000 };

    const { changes } = settle(
      ['healthy', 'unhealthy', 'unhealthy', 'unhealthy', 'healthy'],
      patience,
    );

    expect(changes).toEqual([
      undefined,
      undefined,
      undefined,
      { from: 'healthy', to: 'unhealthy' },
      { from: 'unhealthy', to: 'healthy' },
    ]);
  });

  it.each([
    [1999, 'healthy'],
    [2000, 'unhealthy'],
  ])('when a check fails after %i ms is %s', (tookMs, expected) => {
    const { settled } = settle(['healthy']);

    settled.see(finding('unhealthy'), { startedAt: 100, now: 100 + tookMs });

    expect(settled.finding?.status).toBe(expected);
  });

  it('falls when the error has lasted too long, counted from the start of the first failing check', () => {
    const { settled } = settle(['healthy'], { ...PATIENCE, fall: 10 });
    settled.see(finding('unhealthy'), { startedAt: 1000, now: 1400 });

    const early = settled.see(finding('unhealthy'), { startedAt: 2900, now: 2999 });
    const late = settled.see(finding('unhealthy'), { startedAt: 2990, now: 3000 });

    expect([early, late]).toEqual([undefined, { from: 'healthy', to: 'unhealthy' }]);
  });

  it('does not rise faster because time has passed', () => {
    const { settled } = settle(['unhealthy']);

    settled.see(finding('healthy'), { startedAt: 0, now: 60_000 });

    expect(settled.finding?.status).toBe('unhealthy');
  });

  it('has the message of the last finding that agrees with it, and tells what is pending', () => {
    const { settled } = settle(['healthy', 'unhealthy']);

    expect(settled.finding?.message).toBe('found healthy');
    expect(settled.pending).toEqual({ status: 'unhealthy', message: 'found unhealthy' });
  });

  it('has nothing pending once everything agrees again', () => {
    const { settled } = settle(['healthy', 'unhealthy', 'healthy']);

    expect(settled.pending).toBeUndefined();
  });
});

describe('the moment when an error has lasted too long', () => {
  it('is known while findings are worse, and not otherwise', () => {
    const worse = settle(['healthy', 'unhealthy']).settled;
    const better = settle(['unhealthy', 'healthy']).settled;

    expect([worse.fallsAt, better.fallsAt, settle(['healthy']).settled.fallsAt]).toEqual([
      2500,
      undefined,
      undefined,
    ]);
  });
});

describe('the moment when an error has lasted too long, in fractions of a millisecond', () => {
  // From 2^15 on, a number keeps one binary digit less: what is added there does not come back whole.
  it.each(Array.from({ length: 40 }, (_, i) => 30_800.1 + i / 7))(
    'is itself late enough (%f)',
    (at) => {
      const { settled } = settle(['healthy']);
      settled.see(finding('unhealthy'), { startedAt: at, now: at + 10 });

      const { fallsAt = NaN } = settled;

      expect(settled.passTime({ startedAt: at, now: fallsAt })).toMatchObject({ to: 'unhealthy' });
    },
  );
});

describe('a status that flaps', () => {
  it('every other time never changes', () => {
    const flapping = Array.from({ length: 100 }, (_, i): HealthStatus =>
      i % 2 === 0 ? 'healthy' : 'unhealthy',
    );

    const { changes } = settle(flapping);

    expect(changes.filter(Boolean)).toEqual([]);
  });

  it.each([1, 100, 250, 300, 500, 700])(
    'every 300 ms, and is looked at every %i ms, never changes more often than it flaps',
    (apartMs) => {
      const seen = Array.from({ length: 1000 }, (_, i): HealthStatus =>
        Math.floor((i * apartMs) / 300) % 2 === 0 ? 'healthy' : 'unhealthy',
      );
      const flaps = seen.filter((status, i) => i > 0 && status !== seen[i - 1]).length;

      const { changes } = settle(seen, PATIENCE, apartMs);

      expect(changes.filter(Boolean).length).toBeLessThanOrEqual(flaps);
    },
  );
});

describe('a check that gives no answer', () => {
  it('counts once the longest time in error is over', () => {
    const { settled } = settle(['healthy']);

    const early = settled.wait(finding('unhealthy'), { startedAt: 0, now: 1999 });
    const late = settled.wait(finding('unhealthy'), { startedAt: 0, now: 2000 });

    expect([early, late]).toEqual([undefined, { from: 'healthy', to: 'unhealthy' }]);
  });

  it('is no sighting: waiting twice is not failing twice', () => {
    const { settled } = settle(['healthy']);

    settled.wait(finding('unhealthy'), { startedAt: 0, now: 100 });
    settled.wait(finding('unhealthy'), { startedAt: 0, now: 200 });
    settled.see(finding('unhealthy'), { startedAt: 0, now: 300 });

    expect(settled.finding?.status).toBe('healthy');
  });

  it('goes on with an error that has begun before', () => {
    const { settled } = settle(['healthy']);
    settled.see(finding('unhealthy'), { startedAt: 1000, now: 1010 });

    const change = settled.wait(finding('unhealthy'), { startedAt: 2500, now: 3000 });

    expect(change).toEqual({ from: 'healthy', to: 'unhealthy' });
  });

  it('settles nothing before the first finding, and nothing that is as bad already', () => {
    const { settled } = settle(['unhealthy']);
    const time = { startedAt: 0, now: 9000 };

    const changes = [
      new SettledStatus(PATIENCE).wait(finding('unhealthy'), time),
      settled.wait(finding('unhealthy'), time),
    ];

    expect(changes).toEqual([undefined, undefined]);
  });
});
