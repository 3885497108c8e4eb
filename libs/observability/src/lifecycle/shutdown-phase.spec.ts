import { ShutdownPhase } from './shutdown-phase';

describe('a step of the end', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is over when its time is up', async () => {
    const step = new ShutdownPhase(1000);

    jest.advanceTimersByTime(999);
    expect(step.isDone).toBe(false);
    jest.advanceTimersByTime(1);

    await step.done;
    expect(step.isDone).toBe(true);
  });

  it('is over when it is finished before, and leaves no timer', async () => {
    const step = new ShutdownPhase(1000);

    step.finish();

    await step.done;
    expect(step.isDone).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
