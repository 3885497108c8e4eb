import { Conditions, conditionsLine } from './conditions';
import type { Condition } from './conditions';

function condition(product: string, ...what: readonly string[]): Condition {
  return { product, found: what.length > 0, what, because: 'it is so' };
}

describe('the conditions', () => {
  it('are listed as they were told', () => {
    const conditions = new Conditions();
    const told = condition('pg', 'PG_POOL');

    conditions.add(told);

    expect(conditions.list()).toEqual([told]);
  });

  it('fit into one line', () => {
    const all = [condition('TypeORM', 'default', 'reports'), condition('pg'), condition('Prisma')];

    expect(conditionsLine(all)).toBe('Found: TypeORM (default, reports). Not found: pg, Prisma.');
    expect(conditionsLine([])).toBe('Found: nothing. Not found: nothing.');
  });
});
