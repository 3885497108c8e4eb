import { setTimeout as sleep } from 'node:timers/promises';
import { EventLoopIndicator } from './event-loop.indicator';
import { EventLoopWindow } from './event-loop-window';
import { EVENT_LOOP_DEFAULTS } from './runtime.options';
import { indicatorContract } from '../../testing';

/** Long enough for a monitor to look a few times. */
const SOME_LOOKS_MS = 50;

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
  indicatorContract(() => new EventLoopIndicator(EVENT_LOOP_DEFAULTS));

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
  let loop: EventLoopWindow;
  let turn: () => void;

  beforeEach(() => {
    const every = jest.spyOn(globalThis, 'setInterval');
    loop = new EventLoopWindow();
    loop.start();
    turn = every.mock.calls[0]?.[0] as () => void;
    every.mockRestore();
  });

  afterEach(() => loop.stop());

  it('know of what held it up', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(100);
    await sleep(SOME_LOOKS_MS);

    const { lagMs, busyPercent } = loop.read();

    expect(lagMs).toBeGreaterThan(80);
    expect(busyPercent).toBeGreaterThan(10);
  });

  it('know of what held it up while one half ended and the next began', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(100);
    turn();
    await sleep(SOME_LOOKS_MS);

    expect(loop.read().lagMs).toBeGreaterThan(80);
  });

  it('forget it after two halves', async () => {
    await sleep(SOME_LOOKS_MS);
    holdUpLoop(1000);
    await sleep(SOME_LOOKS_MS);
    turn();
    const afterOne = loop.read().lagMs;
    turn();

    expect(afterOne).toBeGreaterThan(980);
    expect(loop.read().lagMs).toBeLessThan(980);
  });
});

describe('an event loop that is not measured', () => {
  it('is still, before and after', () => {
    const loop = new EventLoopWindow();

    const before = loop.read().lagMs;
    loop.start();
    loop.stop();

    expect([before, loop.read().lagMs]).toEqual([0, 0]);
  });
});
