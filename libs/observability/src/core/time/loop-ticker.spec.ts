import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { LoopTime, MAX_TICK_MS, TICK_MS } from './loop-ticker';
import { LoopLimit } from '../async/with-timeout';
import { LoopStopwatch } from './clock';

describe('the ticker of all limits', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('has one timer however many limits are pending, and none when the last is gone', () => {
    jest.useFakeTimers();
    const limits = Array.from({ length: 1000 }, (_, i) => new LoopLimit(100 + i, () => undefined));
    const stopwatch = new LoopStopwatch();

    expect(jest.getTimerCount()).toBe(1);
    limits.forEach((limit) => limit.clear());
    expect(jest.getTimerCount()).toBe(1);
    stopwatch.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('ends each limit in its own time', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const over: number[] = [];
    for (const ms of [50, 3, 500, 21, 20]) void new LoopLimit(ms, () => over.push(ms));

    await jest.advanceTimersByTimeAsync(25);
    await jest.advanceTimersByTimeAsync(475);
    await new Promise(setImmediate);

    expect(over).toEqual([3, 20, 21, 50, 500]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('calls each limit in the context that has set it', async () => {
    const context = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const begin = (): void => void new LoopLimit(5, () => seen.push(context.getStore()));

    context.run('first', begin);
    context.run('second', begin);
    begin();
    await sleep(300);

    expect(seen).toEqual(['first', 'second', undefined]);
  });

  it.each([
    ['fake timers', 'real ones', false],
    ['real timers', 'fake ones', true],
    ['fake timers', 'other fake ones', true],
  ])('goes on when %s are replaced by %s', async (from, _to, isFake) => {
    if (from === 'fake timers') jest.useFakeTimers();
    const left = new LoopLimit(10_000, () => undefined);
    jest.useRealTimers();
    if (isFake) jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const over = jest.fn();

    void new LoopLimit(5, over);
    if (isFake) await jest.advanceTimersByTimeAsync(100);
    else await sleep(300);
    await new Promise(setImmediate);
    left.clear();

    expect(over).toHaveBeenCalledTimes(1);
  });

  it('takes little of the processor for thousands of pending limits', async () => {
    const limits = Array.from({ length: 5000 }, () => new LoopLimit(60_000, () => undefined));
    const [before, begun] = [process.cpuUsage(), performance.now()];

    await sleep(500);
    const { user, system } = process.cpuUsage(before);
    // On a busy machine the half second is longer, and the ticks are more.
    const elapsedMs = performance.now() - begun;
    limits.forEach((limit) => limit.clear());

    expect((user + system) / 1000 / elapsedMs).toBeLessThan(0.4);
  });
});

/** A loop that turns for a while and is then blocked, again and again. */
interface Phase {
  readonly turnsMs: number;
  readonly blockedMs: number;
}

const PHASES = fc.array(
  fc.record({
    turnsMs: fc.double({ min: 0, max: 3000, noNaN: true }),
    blockedMs: fc.double({ min: 0, max: 10_000, noNaN: true }),
  }),
  { maxLength: 20 },
);

/** Ticks as a timer does: every `TICK_MS`, and after a block at its end. */
function run(phases: readonly Phase[]): { counted: number; blocked: number; turned: number } {
  let now = 0;
  let turned = 0;
  let nextTick = TICK_MS;
  const time = new LoopTime(now);
  const tickUntil = (end: number): void => {
    for (; nextTick <= end; nextTick += TICK_MS) time.tick(nextTick);
    now = end;
  };
  for (const { turnsMs, blockedMs } of phases) {
    turned += turnsMs;
    tickUntil(now + turnsMs);
    now += blockedMs;
    if (now < nextTick) continue;
    time.tick(now);
    nextTick = now + TICK_MS;
  }
  return { counted: time.turnedMs(now), blocked: time.blockedMs(now), turned };
}

describe('loop time', () => {
  it('is the time in which the loop turned, but for one tick at each block', () => {
    fc.assert(
      fc.property(PHASES, (phases) => {
        const { counted, turned } = run(phases);

        expect(counted - turned).toBeGreaterThanOrEqual(-1e-6);
        expect(counted - turned).toBeLessThanOrEqual(phases.length * MAX_TICK_MS + 1e-6);
      }),
    );
  });

  it('and the blocked time are the whole time', () => {
    fc.assert(
      fc.property(PHASES, (phases) => {
        const { counted, blocked } = run(phases);
        const whole = phases.reduce((sum, phase) => sum + phase.turnsMs + phase.blockedMs, 0);

        expect(counted + blocked).toBeCloseTo(whole, 5);
      }),
    );
  });

  it('never goes back, whenever it is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 500, noNaN: true }), fc.boolean())),
        (reads) => {
          const time = new LoopTime(0);
          let now = 0;
          let before = 0;
          for (const [passedMs, isTick] of reads) {
            now += passedMs;
            if (isTick) time.tick(now);
            expect(time.turnedMs(now)).toBeGreaterThanOrEqual(before - 1e-6);
            before = time.turnedMs(now);
          }
        },
      ),
    );
  });
});
