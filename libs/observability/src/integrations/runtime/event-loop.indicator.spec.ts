import { setTimeout as sleep } from 'node:timers/promises';
import { EventLoopIndicator } from './event-loop.indicator';
import { EventLoopWindow } from './event-loop.window';
import { EVENT_LOOP_DEFAULTS } from './runtime.options';

const nothing = (): void => undefined;

function check(lagMs: number, busyPercent = 10) {
  const loop = { start: nothing, stop: nothing, read: () => ({ lagMs, busyPercent }) };
  return new EventLoopIndicator(EVENT_LOOP_DEFAULTS, loop).check();
}

function holdUpLoop(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('the event loop', () => {
  it.each([
    [0, 'healthy', 'In time'],
    [200, 'healthy', 'In time'],
    [201, 'degraded', '201 ms late'],
    [2000, 'degraded', '2000 ms late'],
    [2001, 'unhealthy', '2001 ms late'],
  ])('that is %i ms late is %s', async (lagMs, status, message) => {
    expect(await check(lagMs)).toMatchObject({ status, message });
  });

  it.each([
    [98, 'healthy', 'In time'],
    [99, 'degraded', 'At work 99 % of the time'],
  ])('that works %i %% of the time is %s', async (busy, status, message) => {
    expect(await check(0, busy)).toMatchObject({ status, message });
  });

  it('tells how it is doing', async () => {
    const { details } = await check(12.345, 55.5);

    expect(details).toEqual({ event_loop_lag_p99_ms: 12.35, event_loop_busy_percent: 56 });
  });
});

describe('the last seconds of the event loop', () => {
  it('know of what held it up, and forget it after two halves', async () => {
    const loop = new EventLoopWindow(200);
    loop.start();
    await sleep(30);

    holdUpLoop(60);
    await sleep(20);
    const soon = loop.read();
    await sleep(450);
    const later = loop.read();
    loop.stop();

    expect(soon.lagMs).toBeGreaterThan(30);
    expect(soon.busyPercent).toBeGreaterThan(10);
    expect(later.lagMs).toBeLessThan(soon.lagMs);
  });

  it('are still until they are measured, and after', () => {
    const loop = new EventLoopWindow();

    const before = loop.read().lagMs;
    loop.start();
    loop.stop();

    expect([before, loop.read().lagMs]).toEqual([0, 0]);
  });
});
