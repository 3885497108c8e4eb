import { setTimeout as sleep } from 'node:timers/promises';
import { LateChecks, MIN_BLOCKED_MS, runCheck } from './check-run';
import type { Finding, HealthIndicator } from '../model/contract';

const HEALTHY: Finding = { status: 'healthy', message: 'fine' };
const TIMED_OUT: Finding = { status: 'unhealthy', message: 'the driver timed out' };

/** Synchronous work. */
function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

const never = (): Promise<Finding> => new Promise(() => undefined);

function indicator(...checks: readonly (() => Promise<Finding>)[]): HealthIndicator {
  let i = 0;
  const check = (): Promise<Finding> => checks[i++]?.() ?? Promise.reject(new Error('once more'));
  return { name: 'db', critical: true, check };
}

/** Blocks the event loop while the check is under way, and finds the same as a driver's own timer. */
async function blocked(): Promise<Finding> {
  await sleep(1);
  block(MIN_BLOCKED_MS + 100);
  return TIMED_OUT;
}

describe('a check that finds trouble', () => {
  it('while the event loop was blocked is made once more', async () => {
    const run = runCheck(
      indicator(blocked, async () => HEALTHY),
      1000,
    );

    expect(await run.inTime).toMatchObject(HEALTHY);
    expect(run.blockedMs).toBeGreaterThanOrEqual(MIN_BLOCKED_MS);
  });

  it('twice while it was blocked has found it', async () => {
    const run = runCheck(indicator(blocked, blocked), 1000);

    expect(await run.inTime).toMatchObject(TIMED_OUT);
  });

  it('while the loop turned has found it', async () => {
    const run = runCheck(
      indicator(async () => TIMED_OUT),
      1000,
    );

    expect(await run.inTime).toMatchObject(TIMED_OUT);
    expect(run.blockedMs).toBe(0);
  });

  it('is late by the time in which the loop turned', async () => {
    const run = runCheck(indicator(never), 100);
    const begin = performance.now();

    block(400);

    expect(await run.inTime).toBeUndefined();
    expect(performance.now() - begin).toBeGreaterThanOrEqual(440);
  });
});

const forever = new Promise<void>(() => undefined);

describe('late checks', () => {
  it('let a check start while there are none', () => {
    expect(new LateChecks().mayStart(0, 3000)).toBe(true);
  });

  it.each([
    [2999, false],
    [3000, true],
  ])('let another one start %i ms later: %p', (passedMs, isAllowed) => {
    const lateChecks = new LateChecks();

    lateChecks.add(forever, 1000);

    expect(lateChecks.mayStart(1000 + passedMs, 3000)).toBe(isAllowed);
  });

  it('let another one start as soon as they have finished', async () => {
    const lateChecks = new LateChecks();
    const ended = Promise.resolve();

    lateChecks.add(ended, 0);
    await new Promise(setImmediate);

    expect(lateChecks.mayStart(1, 3000)).toBe(true);
  });

  it('are never more than two, however long it takes', () => {
    const lateChecks = new LateChecks();

    lateChecks.add(forever, 0);
    lateChecks.add(forever, 6000);

    expect(lateChecks.isAtLimit).toBe(true);
    expect(lateChecks.mayStart(1e9, 3000)).toBe(false);
  });
});
