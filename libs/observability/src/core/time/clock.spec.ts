import { setTimeout as sleep } from 'node:timers/promises';
import { LoopClock } from './clock';

/** Synchronous work. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('a clock of loop time', () => {
  it('stands still while the loop is blocked, as long as it is held', async () => {
    const clock = new LoopClock();
    const release = clock.hold();
    const before = clock.now();

    block(300);
    await sleep(1);
    release();
    const afterBlock = clock.now();
    block(300);

    expect(afterBlock - before).toBeLessThan(150);
    expect(clock.now() - afterBlock).toBeGreaterThanOrEqual(300);
  });

  it('is held until the last holder lets it go', () => {
    jest.useFakeTimers();
    const clock = new LoopClock();
    const [first, second] = [clock.hold(), clock.hold()];

    first();
    first();
    expect(jest.getTimerCount()).toBe(1);
    second();

    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });
});
