import { Orphans } from './orphans';

const TIMEOUT_MS = 3000;
const never = new Promise<void>(() => undefined);

describe('checks that have not ended in their time', () => {
  it('keep nothing from being begun while there are none', () => {
    expect(new Orphans().allowsAnother(0, TIMEOUT_MS)).toBe(true);
  });

  it.each([
    [2999, false],
    [3000, true],
  ])('let another one begin %i ms later: %p', (passedMs, isAllowed) => {
    const orphans = new Orphans();

    orphans.add(never, 1000);

    expect(orphans.allowsAnother(1000 + passedMs, TIMEOUT_MS)).toBe(isAllowed);
  });

  it('let another one begin as soon as they have ended', async () => {
    const orphans = new Orphans();
    const ended = Promise.resolve();

    orphans.add(ended, 0);
    await new Promise(setImmediate);

    expect(orphans.allowsAnother(1, TIMEOUT_MS)).toBe(true);
  });

  it('are never more than two, however long it takes', () => {
    const orphans = new Orphans();

    orphans.add(never, 0);
    orphans.add(never, 6000);

    expect(orphans.areTooMany).toBe(true);
    expect(orphans.allowsAnother(1e9, TIMEOUT_MS)).toBe(false);
  });
});
