import { ShutdownPhase } from './shutdown-phase';

describe('a step of the end', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('ends at its deadline', async () => {
    const step = new ShutdownPhase(1000);

    jest.advanceTimersByTime(999);
    expect(step.isDone).toBe(false);
    jest.advanceTimersByTime(1);

    await step.done;
    expect(step.isDone).toBe(true);
  });

  it('ends when it is finished early, and leaves no timer', async () => {
    const step = new ShutdownPhase(1000);

    step.finish();

    await step.done;
    expect(step.isDone).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
