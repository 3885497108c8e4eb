import { array, assert, nat, property, record } from 'fast-check';
import { RefillingBudget } from './refilling-budget';

describe('a budget that refills', () => {
  it('gives what it has, and what came back since', () => {
    let ms = 0;
    const budget = new RefillingBudget(10, 2, { now: () => ms });

    expect(budget.take(10)).toBe(true);
    expect(budget.take(1)).toBe(false);
    ms = 500;
    expect(budget.take(1)).toBe(true);
    expect(budget.take(0.1)).toBe(false);
  });

  it('makes up for what was used beyond it', () => {
    let ms = 0;
    const budget = new RefillingBudget(10, 10, { now: () => ms });

    budget.charge(30);
    ms = 1900;
    expect(budget.take(0)).toBe(false);
    ms = 2000;
    expect(budget.take(0)).toBe(true);
  });

  it('never gives more than it holds and what comes back', () => {
    const step = record({ ms: nat(5000), amount: nat(50) });
    assert(
      property(array(step), nat(100), nat(20), (steps, max, perSecond) => {
        let now = 0;
        let given = 0;
        const budget = new RefillingBudget(max, perSecond, { now: () => now });
        for (const { ms, amount } of steps) {
          now += ms;
          if (budget.take(amount)) given += amount;
        }

        expect(given).toBeLessThanOrEqual(max + (perSecond * now) / 1000 + 1e-6);
      }),
    );
  });
});
