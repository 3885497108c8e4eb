import { Step } from './step';

describe('a step of the end', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is over when its time is up', async () => {
    const step = new Step(1000);

    jest.advanceTimersByTime(999);
    expect(step.isOver).toBe(false);
    jest.advanceTimersByTime(1);

    await step.over;
    expect(step.isOver).toBe(true);
  });

  it('is over when it is finished before, and leaves no timer', async () => {
    const step = new Step(1000);

    step.finish();

    await step.over;
    expect(step.isOver).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
  });
});
