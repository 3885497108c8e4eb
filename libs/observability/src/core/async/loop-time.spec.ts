import * as fc from 'fast-check';
import { LoopTime, MAX_TICK_MS, TICK_MS } from './loop-time';

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
