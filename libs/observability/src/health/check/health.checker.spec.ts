import { runInThisContext } from 'node:vm';
import { Observer } from '../../core';
import type { CheckObservation, Clock } from '../../core';
import type { Finding, HealthIndicator } from '../model/contract';
import { HealthChecker } from './health.checker';

const OPTIONS = { timeoutMs: 3000, responseDeadlineMs: 2000, cacheMs: 1000 };
const HEALTHY: Finding = { status: 'healthy', message: 'fine' };

/** Its check returns the result of the work; it counts how often it was called. */
class FakeIndicator implements HealthIndicator {
  checks = 0;
  signal: AbortSignal | undefined;
  readonly critical = true;
  timeoutMs?: number;
  statusWhenLate?: 'degraded' | 'unhealthy';

  constructor(
    readonly name: string,
    private readonly work: (signal: AbortSignal) => unknown = () => HEALTHY,
  ) {}

  check(signal: AbortSignal): Promise<Finding> {
    this.checks += 1;
    this.signal = signal;
    // Whatever the work gives: indicators written in JavaScript keep no contract.
    return this.work(signal) as Promise<Finding>;
  }
}

/** Jest gives tests a copy of `process`, which receives no events; rejections are emitted on the real one. */
const realProcess = runInThisContext('process') as NodeJS.Process;

/** The reasons of the rejections without a handler while the work ran. */
async function unhandledDuring(work: () => Promise<void>): Promise<unknown[]> {
  const reasons: unknown[] = [];
  const others = realProcess.listeners('unhandledRejection');
  realProcess.removeAllListeners('unhandledRejection');
  realProcess.on('unhandledRejection', (reason) => reasons.push(reason));
  await work();
  await new Promise(setImmediate);
  realProcess.removeAllListeners('unhandledRejection');
  for (const other of others) realProcess.on('unhandledRejection', other);
  return reasons;
}

const never = (): Promise<never> => new Promise(() => undefined);

function later<T>(milliseconds: number, settle: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(settle());
      } catch (error) {
        reject(error);
      }
    }, milliseconds);
  });
}

function rejects(reason: unknown): never {
  throw reason;
}

class FakeClock implements Clock {
  time = 0;
  readonly now = (): number => this.time;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('an indicator that misbehaves', () => {
  const BAD: [string, (signal: AbortSignal) => unknown, string][] = [
    ['throws at once', () => rejects(new Error('boom')), 'Health check failed: boom'],
    ['rejects with null', async () => rejects(null), 'Health check failed: null'],
    ['returns undefined', () => undefined, 'The check returned no valid result'],
    ['never settles', never, 'No answer within 3000 ms'],
    [
      'settles twice',
      () =>
        new Promise((resolve, reject) => {
          setTimeout(() => {
            reject(new Error('first'));
            resolve(HEALTHY);
            reject(new Error('second'));
          }, 10);
        }),
      'Health check failed: first',
    ],
    ['answers after its time', () => later(4000, () => HEALTHY), 'No answer within 3000 ms'],
    [
      'rejects after its time',
      () => later(4000, () => rejects(new Error('too late'))),
      'No answer within 3000 ms',
    ],
    ['rejects with a text', async () => rejects('down'), 'Health check failed: down'],
    [
      'returns a finding that throws when it is read',
      async () => ({
        get status(): never {
          throw new Error('mind your own business');
        },
      }),
      'Health check failed: mind your own business',
    ],
    ['returns null', async () => null, 'The check returned no valid result'],
    [
      'returns an unknown status',
      async () => ({ status: 'fine' }),
      'The check returned no valid result',
    ],
  ];

  it.each(BAD)('and %s is unhealthy', async (_kind, work, message) => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    const result = checker.check(new FakeIndicator('bad', work));
    await jest.advanceTimersByTimeAsync(5000);

    await expect(result).resolves.toMatchObject({ name: 'bad', status: 'unhealthy', message });
  });

  it.each(BAD)('and %s leaves no unhandled rejection', async (_kind, work) => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    const reasons = await unhandledDuring(async () => {
      const results = checker.checkAll([new FakeIndicator('bad', work)]);
      await jest.advanceTimersByTimeAsync(5000);
      await results;
    });

    expect(reasons).toEqual([]);
  });

  it('does not hide the others', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const bad = BAD.map(([kind, work]) => new FakeIndicator(kind, work));

    const results = checker.checkAll([
      new FakeIndicator('first'),
      ...bad,
      new FakeIndicator('last'),
    ]);
    await jest.advanceTimersByTimeAsync(5000);

    const statuses = (await results).map(({ status }) => status);
    expect(statuses).toEqual(['healthy', ...bad.map(() => 'unhealthy'), 'healthy']);
  });
});

describe('an indicator that rejects with an object that has no text', () => {
  it('costs only its own result, and is checked again the next time', async () => {
    const checker = new HealthChecker({ ...OPTIONS, cacheMs: 0, rise: 1 }, new Observer([]));
    const answers = [() => rejects(Object.create(null)), () => HEALTHY];
    const moody = new FakeIndicator('moody', async () => answers.shift()?.());
    const steady = new FakeIndicator('steady');

    const first = await checker.checkAll([moody, steady]);
    const second = await checker.checkAll([moody, steady]);

    expect(first).toMatchObject([
      { status: 'unhealthy', message: 'Health check failed: [Unreadable]' },
      { status: 'healthy' },
    ]);
    expect(second).toMatchObject([{ status: 'healthy' }, { status: 'healthy' }]);
  });
});

describe('a check', () => {
  it('shows what the indicator found', async () => {
    const finding: Finding = { status: 'degraded', message: 'slow', details: { ms: 7 } };
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    const result = await checker.check(new FakeIndicator('cache', () => finding));

    expect(result).toEqual({
      ...finding,
      name: 'cache',
      critical: true,
      policy: 'inform',
      responseTimeMs: expect.any(Number) as number,
      checkedAt: expect.closeTo(Date.now(), -4) as number,
    });
  });

  it('has no details when the indicator returns none', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    const { details } = await checker.check(new FakeIndicator('cache'));

    expect(details).toEqual({});
  });

  it('has an empty message and no details when the indicator leaves both undefined', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const terse = { status: 'healthy', details: undefined };

    const { message, details } = await checker.check(new FakeIndicator('cache', () => terse));

    expect({ message, details }).toEqual({ message: '', details: {} });
  });

  it('has its duration with two decimals', async () => {
    const clock = new FakeClock();
    const checker = new HealthChecker(OPTIONS, new Observer([], clock));
    const indicator = new FakeIndicator('cache', () => {
      clock.time += 12.3456;
      return HEALTHY;
    });

    const { responseTimeMs } = await checker.check(indicator);

    expect(responseTimeMs).toBe(12.35);
  });

  it('is reported to the signals, with its finding', async () => {
    const ended: CheckObservation[] = [];
    const observer = new Observer([
      { name: 'recorder', checks: { end: (observation) => ended.push(observation) } },
    ]);
    const indicator = new FakeIndicator('db', () => rejects(new Error('refused')));

    await new HealthChecker(OPTIONS, observer).check(indicator);

    expect(ended).toHaveLength(1);
    expect(ended[0]).toMatchObject({
      indicator: { name: 'db', critical: true },
      status: 'unhealthy',
      settled: 'unhealthy',
      message: 'Health check failed: refused',
      ended: true,
    });
  });

  it('is aborted when its time is over', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const indicator = new FakeIndicator('db', never);
    const result = checker.check(indicator);

    await jest.advanceTimersByTimeAsync(2999);
    const abortedEarly = indicator.signal?.aborted;
    await jest.advanceTimersByTimeAsync(1);
    await result;

    expect(abortedEarly).toBe(false);
    expect(indicator.signal?.aborted).toBe(true);
  });

  it('is not aborted after it has answered', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const indicator = new FakeIndicator('db');

    await checker.check(indicator);
    await jest.advanceTimersByTimeAsync(10_000);

    expect(indicator.signal?.aborted).toBe(false);
  });

  it('leaves no timer behind', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    await checker.checkAll([new FakeIndicator('db'), new FakeIndicator('cache')]);

    expect(jest.getTimerCount()).toBe(0);
  });

  it('has the time that its indicator asks for', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const indicator = new FakeIndicator('db', never);
    indicator.timeoutMs = 50;

    const result = checker.check(indicator);
    await jest.advanceTimersByTimeAsync(50);

    await expect(result).resolves.toMatchObject({ message: 'No answer within 50 ms' });
  });

  it('that is late has the status that its indicator wants', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const indicator = new FakeIndicator('prices', never);
    indicator.statusWhenLate = 'degraded';

    const result = checker.check(indicator);
    await jest.advanceTimersByTimeAsync(3000);

    await expect(result).resolves.toMatchObject({ status: 'degraded' });
  });
});

describe('a crowd of callers', () => {
  it('shares one check', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const indicator = new FakeIndicator('db', () => later(100, () => HEALTHY));

    const results = Promise.all(Array.from({ length: 500 }, () => checker.checkAll([indicator])));
    await jest.advanceTimersByTimeAsync(100);

    expect(new Set((await results).flat()).size).toBe(1);
    expect(indicator.checks).toBe(1);
  });

  it('shares one check when caching is off', async () => {
    const checker = new HealthChecker({ ...OPTIONS, cacheMs: 0 }, new Observer([]));
    const indicator = new FakeIndicator('db', () => later(100, () => HEALTHY));

    const results = Promise.all([checker.check(indicator), checker.check(indicator)]);
    await jest.advanceTimersByTimeAsync(100);
    await results;

    expect(indicator.checks).toBe(1);
  });

  it('never adds a check to one that hangs', async () => {
    const checker = new HealthChecker({ ...OPTIONS, timeoutMs: 60_000 }, new Observer([]));
    const indicator = new FakeIndicator('db', never);

    for (let probe = 0; probe < 5; probe += 1) {
      const results = checker.checkAll([indicator]);
      await jest.advanceTimersByTimeAsync(2000);
      await results;
    }

    expect(indicator.checks).toBe(1);
  });
});

describe('the memory of an answer', () => {
  it.each([
    [999, 1],
    [1000, 2],
  ])('after %i ms means %i checks', async (passedMs, checks) => {
    const clock = new FakeClock();
    const checker = new HealthChecker(OPTIONS, new Observer([], clock));
    const indicator = new FakeIndicator('db');

    await checker.check(indicator);
    clock.time += passedMs;
    await checker.check(indicator);

    expect(indicator.checks).toBe(checks);
  });

  it('lasts from the end of the check', async () => {
    const clock = new FakeClock();
    const checker = new HealthChecker(OPTIONS, new Observer([], clock));
    const indicator = new FakeIndicator('db', () => {
      clock.time += 1500;
      return HEALTHY;
    });

    await checker.check(indicator);
    clock.time += 900;
    await checker.check(indicator);

    expect(indicator.checks).toBe(1);
  });

  it('holds bad answers too', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([], new FakeClock()));
    const indicator = new FakeIndicator('db', () => rejects(new Error('down')));

    await checker.check(indicator);
    await checker.check(indicator);

    expect(indicator.checks).toBe(1);
  });

  it('is kept for each indicator, whatever its name', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const one = new FakeIndicator('same');
    const other = new FakeIndicator('same');

    await checker.check(one);
    await checker.check(other);

    expect([one.checks, other.checks]).toEqual([1, 1]);
  });
});

describe('a page that waits for checks', () => {
  it('shows a slow check as late and goes without it', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const slow = new FakeIndicator('slow', () => later(2500, () => HEALTHY));

    const results = checker.checkAll([slow, new FakeIndicator('quick')]);
    await jest.advanceTimersByTimeAsync(2000);

    expect(await results).toMatchObject([
      {
        name: 'slow',
        status: 'unhealthy',
        message: 'No answer within 2000 ms',
        responseTimeMs: 2000,
        details: {},
      },
      { name: 'quick', status: 'healthy' },
    ]);
  });

  it('does not wait again for a check that is late already', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const hung = new FakeIndicator('hung', never);
    const first = checker.checkAll([hung]);
    await jest.advanceTimersByTimeAsync(2000);
    await first;

    const second = checker.checkAll([hung]);
    await jest.advanceTimersByTimeAsync(10);

    expect(await second).toMatchObject([
      { status: 'unhealthy', message: 'No answer within 2000 ms' },
    ]);
  });

  it('shows a late check with the status that its indicator wants', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const slow = new FakeIndicator('slow', never);
    slow.statusWhenLate = 'degraded';

    const results = checker.checkAll([slow]);
    await jest.advanceTimersByTimeAsync(2000);

    expect(await results).toMatchObject([{ name: 'slow', status: 'degraded' }]);
  });

  it('shows the answer of the slow check the next time', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));
    const slow = new FakeIndicator('slow', () => later(2500, () => HEALTHY));
    const first = checker.checkAll([slow]);
    await jest.advanceTimersByTimeAsync(2500);
    await first;

    const second = await checker.checkAll([slow]);

    expect(second).toMatchObject([{ status: 'healthy' }]);
    expect(slow.checks).toBe(1);
  });

  it('has nothing to wait for without indicators', async () => {
    const checker = new HealthChecker(OPTIONS, new Observer([]));

    expect(await checker.checkAll([])).toEqual([]);
  });

  it('shows the others as of the response, not as of the request', async () => {
    const checker = new HealthChecker({ ...OPTIONS, fall: 1 }, new Observer([]));
    const gone: Finding = { status: 'unhealthy', message: 'gone' };
    const moods: Finding[] = [HEALTHY];
    const quick = new FakeIndicator('quick', () => moods.shift() ?? gone);
    const results = checker.checkAll([quick, new FakeIndicator('slow', never)]);

    await jest.advanceTimersByTimeAsync(2000);

    expect(await results).toMatchObject([{ status: 'unhealthy', message: 'gone' }, {}]);
    expect(quick.checks).toBeGreaterThanOrEqual(2);
  });
});
