import type { CompleteFinding } from './check-finding';
import type { HealthChange, HealthStatus } from '../model/contract';
import { StatusHysteresis } from './status-hysteresis';
import type { StatusThresholds } from './status-hysteresis';

const THRESHOLDS: StatusThresholds = { fall: 2, rise: 2, maxErrorDurationMs: 2000 };

function finding(status: HealthStatus): CompleteFinding {
  return { status, message: `found ${status}`, details: {} };
}

/** Sees the statuses one after another, a time apart, each check taking no time. */
function record(
  statuses: readonly HealthStatus[],
  thresholds: StatusThresholds = THRESHOLDS,
  apartMs = 500,
): { hysteresis: StatusHysteresis; changes: (HealthChange | undefined)[] } {
  const hysteresis = new StatusHysteresis(thresholds);
  const changes = statuses.map((status, i) => {
    return hysteresis.record(finding(status), { startedAt: i * apartMs, now: i * apartMs });
  });
  return { hysteresis, changes };
}

describe('the very first finding', () => {
  it.each([
    ['healthy', undefined],
    ['degraded', { from: 'healthy', to: 'degraded' }],
    ['unhealthy', { from: 'healthy', to: 'unhealthy' }],
  ] as const)('that is %s counts at once', (status, change) => {
    const { hysteresis, changes } = record([status]);

    expect(hysteresis.finding?.status).toBe(status);
    expect(changes).toEqual([change]);
  });
});

describe('a status with hysteresis', () => {
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
    const { hysteresis } = record(statuses);

    expect(hysteresis.finding?.status).toBe(expected);
  });

  it('uses the given thresholds', () => {
    const thresholds = { fall: 3, rise: 1, maxErrorDurationMs: 60_000 };

    const { changes } = record(
      ['healthy', 'unhealthy', 'unhealthy', 'unhealthy', 'healthy'],
      thresholds,
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
    const { hysteresis } = record(['healthy']);

    hysteresis.record(finding('unhealthy'), { startedAt: 100, now: 100 + tookMs });

    expect(hysteresis.finding?.status).toBe(expected);
  });

  it('falls when the error has lasted too long, counted from the start of the first failing check', () => {
    const { hysteresis } = record(['healthy'], { ...THRESHOLDS, fall: 10 });
    hysteresis.record(finding('unhealthy'), { startedAt: 1000, now: 1400 });

    const early = hysteresis.record(finding('unhealthy'), { startedAt: 2900, now: 2999 });
    const late = hysteresis.record(finding('unhealthy'), { startedAt: 2990, now: 3000 });

    expect([early, late]).toEqual([undefined, { from: 'healthy', to: 'unhealthy' }]);
  });

  it('does not rise faster because time has passed', () => {
    const { hysteresis } = record(['unhealthy']);

    hysteresis.record(finding('healthy'), { startedAt: 0, now: 60_000 });

    expect(hysteresis.finding?.status).toBe('unhealthy');
  });

  it('has the message of the last finding that agrees with it, and the pending status', () => {
    const { hysteresis } = record(['healthy', 'unhealthy']);

    expect(hysteresis.finding?.message).toBe('found healthy');
    expect(hysteresis.pending).toEqual({ status: 'unhealthy', message: 'found unhealthy' });
  });

  it('has nothing pending once everything agrees again', () => {
    const { hysteresis } = record(['healthy', 'unhealthy', 'healthy']);

    expect(hysteresis.pending).toBeUndefined();
  });
});

describe('the moment when an error has lasted too long', () => {
  it('is known while findings are worse, and not otherwise', () => {
    const worse = record(['healthy', 'unhealthy']).hysteresis;
    const better = record(['unhealthy', 'healthy']).hysteresis;

    expect([worse.fallsAt, better.fallsAt, record(['healthy']).hysteresis.fallsAt]).toEqual([
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
      const { hysteresis } = record(['healthy']);
      hysteresis.record(finding('unhealthy'), { startedAt: at, now: at + 10 });

      const { fallsAt = NaN } = hysteresis;

      expect(hysteresis.passTime({ startedAt: at, now: fallsAt })).toMatchObject({
        to: 'unhealthy',
      });
    },
  );
});

describe('a status that flaps', () => {
  it('every other time never changes', () => {
    const flapping = Array.from({ length: 100 }, (_, i): HealthStatus =>
      i % 2 === 0 ? 'healthy' : 'unhealthy',
    );

    const { changes } = record(flapping);

    expect(changes.filter(Boolean)).toEqual([]);
  });

  it.each([1, 100, 250, 300, 500, 700])(
    'every 300 ms, and is looked at every %i ms, never changes more often than it flaps',
    (apartMs) => {
      const seen = Array.from({ length: 1000 }, (_, i): HealthStatus =>
        Math.floor((i * apartMs) / 300) % 2 === 0 ? 'healthy' : 'unhealthy',
      );
      const flaps = seen.filter((status, i) => i > 0 && status !== seen[i - 1]).length;

      const { changes } = record(seen, THRESHOLDS, apartMs);

      expect(changes.filter(Boolean).length).toBeLessThanOrEqual(flaps);
    },
  );
});

describe('a late check', () => {
  it('counts once the longest time in error is over', () => {
    const { hysteresis } = record(['healthy']);

    const early = hysteresis.recordLate(finding('unhealthy'), { startedAt: 0, now: 1999 });
    const late = hysteresis.recordLate(finding('unhealthy'), { startedAt: 0, now: 2000 });

    expect([early, late]).toEqual([undefined, { from: 'healthy', to: 'unhealthy' }]);
  });

  it('is no result: waiting twice is not failing twice', () => {
    const { hysteresis } = record(['healthy']);

    hysteresis.recordLate(finding('unhealthy'), { startedAt: 0, now: 100 });
    hysteresis.recordLate(finding('unhealthy'), { startedAt: 0, now: 200 });
    hysteresis.record(finding('unhealthy'), { startedAt: 0, now: 300 });

    expect(hysteresis.finding?.status).toBe('healthy');
  });

  it('goes on with an error that has begun before', () => {
    const { hysteresis } = record(['healthy']);
    hysteresis.record(finding('unhealthy'), { startedAt: 1000, now: 1010 });

    const change = hysteresis.recordLate(finding('unhealthy'), { startedAt: 2500, now: 3000 });

    expect(change).toEqual({ from: 'healthy', to: 'unhealthy' });
  });

  it('settles nothing before the first finding, and nothing that is as bad already', () => {
    const { hysteresis } = record(['unhealthy']);
    const time = { startedAt: 0, now: 9000 };

    const changes = [
      new StatusHysteresis(THRESHOLDS).recordLate(finding('unhealthy'), time),
      hysteresis.recordLate(finding('unhealthy'), time),
    ];

    expect(changes).toEqual([undefined, undefined]);
  });
});
