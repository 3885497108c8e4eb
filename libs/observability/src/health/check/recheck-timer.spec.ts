import { AsyncLocalStorage } from 'node:async_hooks';
import { RecheckTimer } from './recheck-timer';

describe('a recheck', () => {
  let checks: number;
  const count = async (): Promise<void> => {
    checks += 1;
  };

  beforeEach(() => {
    checks = 0;
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('runs once, however often it is scheduled meanwhile', () => {
    const timer = new RecheckTimer(count, 500);

    timer.schedule();
    timer.schedule();
    jest.advanceTimersByTime(10_000);

    expect(checks).toBe(1);
  });

  it('runs again when it is scheduled again', () => {
    const timer = new RecheckTimer(count, 500);

    timer.schedule();
    jest.advanceTimersByTime(500);
    timer.schedule();
    jest.advanceTimersByTime(500);

    expect(checks).toBe(2);
  });

  it('never runs more often than every 50 ms', () => {
    new RecheckTimer(count, 0).schedule();

    jest.advanceTimersByTime(49);

    expect(checks).toBe(0);
  });

  it('does not run once it is stopped', () => {
    const timer = new RecheckTimer(count, 500);
    timer.schedule();

    timer.stop();
    timer.schedule();
    jest.advanceTimersByTime(10_000);

    expect([checks, jest.getTimerCount()]).toEqual([0, 0]);
  });

  it('runs outside the context of the request that scheduled it', async () => {
    jest.useRealTimers();
    const requests = new AsyncLocalStorage<string>();

    const found = await new Promise((resolve) => {
      const timer = new RecheckTimer(async () => resolve(requests.getStore()), 0);
      requests.run('request', () => timer.schedule());
    });

    expect(found).toBeUndefined();
  });
});
