import { LateChecks } from './late-checks';

const TIMEOUT_MS = 3000;
const never = new Promise<void>(() => undefined);

describe('late checks', () => {
  it('let a check start while there are none', () => {
    expect(new LateChecks().mayStart(0, TIMEOUT_MS)).toBe(true);
  });

  it.each([
    [2999, false],
    [3000, true],
  ])('let another one start %i ms later: %p', (passedMs, isAllowed) => {
    const lateChecks = new LateChecks();

    lateChecks.add(never, 1000);

    expect(lateChecks.mayStart(1000 + passedMs, TIMEOUT_MS)).toBe(isAllowed);
  });

  it('let another one start as soon as they have finished', async () => {
    const lateChecks = new LateChecks();
    const ended = Promise.resolve();

    lateChecks.add(ended, 0);
    await new Promise(setImmediate);

    expect(lateChecks.mayStart(1, TIMEOUT_MS)).toBe(true);
  });

  it('are never more than two, however long it takes', () => {
    const lateChecks = new LateChecks();

    lateChecks.add(never, 0);
    lateChecks.add(never, 6000);

    expect(lateChecks.isAtLimit).toBe(true);
    expect(lateChecks.mayStart(1e9, TIMEOUT_MS)).toBe(false);
  });
});
