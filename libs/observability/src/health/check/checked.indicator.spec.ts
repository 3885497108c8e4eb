import { LoopClock, Observer, Redactor } from '../../core';
import { checkSettings } from './check-settings';
import { CheckedIndicator } from './checked.indicator';
import type {
  CheckResult,
  Finding,
  HealthChange,
  HealthIndicator,
  HealthStatus,
} from '../model/contract';
import { HEALTH_DEFAULTS } from '../health.options';
import type { HealthOptions } from '../health.options';
import { HealthSubscribers } from './health-subscribers';

/** Each check is settled by the test, in the order in which they began; one by `answer` at once. */
class ManualIndicator implements HealthIndicator {
  readonly name = 'db';
  readonly critical = true;
  answer: HealthStatus | undefined;
  readonly signals: AbortSignal[] = [];
  private readonly waiting: ((finding: Finding) => void)[] = [];

  check(signal: AbortSignal): Promise<Finding> {
    this.signals.push(signal);
    const { answer } = this;
    if (answer) return Promise.resolve({ status: answer, message: answer });
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  settleOldest(status: HealthStatus): void {
    this.waiting.shift()?.({ status, message: status });
  }
}

let indicator: ManualIndicator;
let notified: [HealthStatus, HealthChange | undefined][];

/** Shifts what the observer's clock says, in milliseconds. */
let clockAhead: number;

function checked(options: Partial<HealthOptions> = {}): CheckedIndicator {
  const all = { ...HEALTH_DEFAULTS, ...options };
  const observer = new Observer([], { now: () => performance.now() + clockAhead });
  const subscribers = new HealthSubscribers(observer.drops);
  subscribers.add({ checked: ({ status }, change) => notified.push([status, change]) });
  const { responseDeadlineMs, cacheMs } = all;
  const loop = new LoopClock(observer.clock);
  const parts = {
    observer,
    redactor: new Redactor(),
    subscribers,
    loop,
    responseDeadlineMs,
    cacheMs,
  };
  return new CheckedIndicator(indicator, checkSettings(indicator, all), parts);
}

/** What is answered when the time has passed. */
async function after(passedMs: number, answer: Promise<CheckResult>): Promise<CheckResult> {
  await jest.advanceTimersByTimeAsync(passedMs);
  return answer;
}

const changes = (): HealthChange[] => notified.flatMap(([, change]) => change ?? []);

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  indicator = new ManualIndicator();
  notified = [];
  clockAhead = 0;
});

afterEach(() => {
  jest.useRealTimers();
});

describe('a change of a check', () => {
  it('is rechecked automatically, though it is requested only once', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = 'unhealthy';

    const first = await after(1000, db.answer()).then(() => db.answer());
    await jest.advanceTimersByTimeAsync(501);

    expect(first).toMatchObject({ status: 'healthy', pending: { status: 'unhealthy' } });
    expect(db.lastResult).toMatchObject({ status: 'unhealthy', message: 'unhealthy' });
    expect(db.lastResult).not.toHaveProperty('pending');
    expect(changes()).toEqual([{ from: 'healthy', to: 'unhealthy' }]);
  });

  it('is waited for by every request, however rare requests are', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = 'unhealthy';
    await jest.advanceTimersByTimeAsync(60_000);

    const first = db.answerInTime();
    await jest.advanceTimersByTimeAsync(100);
    const meanwhile = db.answerInTime();

    expect(await after(500, first)).toMatchObject({ status: 'unhealthy', message: 'unhealthy' });
    expect(await meanwhile).toMatchObject({ status: 'unhealthy', message: 'unhealthy' });
  });

  it('counts at the end of the page when the error has lasted long enough by then', async () => {
    const db = checked({ maxErrorDurationMs: 2000, responseDeadlineMs: 2000 });
    indicator.answer = 'healthy';
    await db.answer();
    await jest.advanceTimersByTimeAsync(60_000);
    indicator.answer = undefined;
    const page = db.answerInTime();
    await jest.advanceTimersByTimeAsync(1800);
    indicator.settleOldest('unhealthy');

    expect(await after(250, page)).toMatchObject({ status: 'unhealthy', message: 'unhealthy' });
    expect(changes()).toEqual([{ from: 'healthy', to: 'unhealthy' }]);
  });

  // From 2^15 on, a number keeps one binary digit less: what is added there does not come back whole.
  it.each(Array.from({ length: 20 }, (_, i) => 30_800.1 + i / 7))(
    'counts at the end of a page that began at %f ms, though sums of such times are rounded',
    async (startedAt) => {
      const db = checked({ maxErrorDurationMs: 2000, responseDeadlineMs: 2000 });
      indicator.answer = 'healthy';
      await db.answer();
      indicator.answer = undefined;
      clockAhead = startedAt - performance.now();
      const page = db.answerInTime();

      // A timer may fire before the clock says so.
      clockAhead -= 1;

      expect(await after(2000, page)).toMatchObject({ status: 'unhealthy' });
    },
  );

  it('is not waited for longer than a page waits, where looks disagree', async () => {
    const db = checked({ cacheMs: 500, responseDeadlineMs: 800 });
    indicator.answer = 'healthy';
    await db.answer();
    await jest.advanceTimersByTimeAsync(1000);
    indicator.answer = 'unhealthy';
    const page = db.answerInTime();
    await jest.advanceTimersByTimeAsync(400);
    indicator.answer = undefined;

    const shown = await after(500, page);

    expect(shown).toMatchObject({ status: 'healthy', pending: { status: 'unhealthy' } });
  });

  it('is waited for by one timer, and the clock of the loop, and by none when it has settled', async () => {
    const db = checked({ fall: 3 });
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = 'unhealthy';
    await db.check();
    await db.check();

    const pending = jest.getTimerCount();
    await jest.advanceTimersByTimeAsync(10_000);

    expect([pending, jest.getTimerCount()]).toEqual([2, 0]);
    expect(indicator.signals).toHaveLength(4);
  });

  it('is waited for no longer when the app has ended', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = 'unhealthy';
    await db.check();

    db.stop();
    await db.check();

    expect(jest.getTimerCount()).toBe(0);
  });

  it('is published once, however often it is requested afterwards', async () => {
    const db = checked({ cacheMs: 0 });
    indicator.answer = 'unhealthy';

    for (let i = 0; i < 5; i += 1) await db.check();

    expect(changes()).toEqual([{ from: 'healthy', to: 'unhealthy' }]);
    expect(notified).toHaveLength(5);
  });

  it('comes at the most once for each real one while a dependency flaps every 300 ms', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    let flaps = 0;
    const flapping = setInterval(() => {
      indicator.answer = indicator.answer === 'healthy' ? 'unhealthy' : 'healthy';
      flaps += 1;
    }, 300);

    for (let i = 0; i < 600; i += 1) {
      void db.answerInTime();
      await jest.advanceTimersByTimeAsync(10);
    }
    clearInterval(flapping);

    expect(flaps).toBeGreaterThan(15);
    expect(changes().length).toBeLessThanOrEqual(flaps);
  });
});

describe('a dependency that accepts and never answers', () => {
  it('falls while the page waits, and is published once', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = undefined;
    await jest.advanceTimersByTimeAsync(1000);

    const shown = await after(2000, db.answerInTime());
    await jest.advanceTimersByTimeAsync(1000);
    await new Promise(setImmediate);

    expect(shown).toMatchObject({ status: 'unhealthy', message: 'No answer within 2000 ms' });
    expect(db.lastResult).toMatchObject({ message: 'No answer within 3000 ms' });
    expect(notified).toEqual([
      ['healthy', undefined],
      ['unhealthy', { from: 'healthy', to: 'unhealthy' }],
    ]);
  });

  it('falls at its first timeout, though no page is waiting', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = undefined;

    const result = await after(3000, db.check());

    expect(result.status).toBe('unhealthy');
  });

  it('stays as it was for a page that waits shorter than an error may last', async () => {
    const db = checked({ maxErrorDurationMs: 30_000, fall: 3 });
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = undefined;
    await jest.advanceTimersByTimeAsync(1000);

    const shown = await after(2000, db.answerInTime());

    expect(shown.status).toBe('healthy');
    expect(changes()).toEqual([]);
  });

  it('shares the wait with all who come later', async () => {
    const db = checked();
    const early = db.answerInTime();
    await jest.advanceTimersByTimeAsync(1500);

    const timersBefore = jest.getTimerCount();
    const late = Array.from({ length: 500 }, () => db.answerInTime());
    const timers = jest.getTimerCount();
    await jest.advanceTimersByTimeAsync(500);

    expect(new Set(await Promise.all([early, ...late])).size).toBe(1);
    expect(timers).toBe(timersBefore);
  });
});

describe('a dependency that fails slowly', () => {
  it('falls when the error has lasted too long, in the middle of a check', async () => {
    const db = checked();
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = undefined;
    await jest.advanceTimersByTimeAsync(1000);
    const first = db.answer();
    await jest.advanceTimersByTimeAsync(1500);
    indicator.settleOldest('unhealthy');
    await first;

    const second = db.check().then(() => 'answered');
    const shown = await after(500, db.answerInTime());

    expect(shown).toMatchObject({ status: 'unhealthy', message: 'unhealthy' });
    expect(await Promise.race([second, Promise.resolve('under way')])).toBe('under way');
  });
});

describe('a check that ignores its signal', () => {
  it('is alone until its time has passed twice', async () => {
    const db = checked();
    await after(3000, db.check());

    await after(2900, db.check());
    const early = indicator.signals.length;
    void db.check();
    await jest.advanceTimersByTimeAsync(200);
    void db.check();

    expect([early, indicator.signals.length]).toEqual([1, 2]);
  });

  it('is checked again as soon as it has finished', async () => {
    const db = checked();
    await after(3000, db.check());

    indicator.settleOldest('healthy');
    await new Promise(setImmediate);
    void db.check();

    expect(indicator.signals).toHaveLength(2);
  });

  it('never has more than two left behind, and says so', async () => {
    const db = checked();

    for (let i = 0; i < 100; i += 1) {
      void db.check();
      await jest.advanceTimersByTimeAsync(1000);
    }

    expect(indicator.signals).toHaveLength(2);
    expect(indicator.signals.every(({ aborted }) => aborted)).toBe(true);
    expect(db.lastResult?.message).toBe(
      'No answer within 3000 ms; checks that never finish prevent new ones from starting',
    );
  });

  it('falls by the time that passes while it bars the way', async () => {
    const db = checked({ maxErrorDurationMs: 5000, fall: 10 });
    indicator.answer = 'healthy';
    await db.answer();
    indicator.answer = undefined;

    await after(3000, db.check());
    const early = db.lastResult?.status;
    await jest.advanceTimersByTimeAsync(3000);

    expect([early, db.lastResult?.status]).toEqual(['healthy', 'unhealthy']);
  });
});

describe('a check in the background', () => {
  it('is returned to requests, however old it is', async () => {
    const db = checked({ intervalMs: 60_000 });
    db.inBackground();
    indicator.answer = 'healthy';
    await db.answer();
    await jest.advanceTimersByTimeAsync(50_000);

    const result = await db.answerInTime();

    expect(result.status).toBe('healthy');
    expect(indicator.signals).toHaveLength(1);
  });

  it('is waited for when there is no answer yet', async () => {
    const db = checked({ intervalMs: 60_000 });
    db.inBackground();

    const result = await after(2000, db.answerInTime());

    expect(result.message).toBe('No answer within 2000 ms');
  });

  it('is checked on request again when the background checks have stopped', async () => {
    const db = checked({ intervalMs: 60_000 });
    db.inBackground();
    indicator.answer = 'healthy';
    await db.answer();

    db.stop();
    await after(1000, db.answer());
    await db.answer();

    expect(indicator.signals).toHaveLength(2);
  });
});
