import { Conditions, conditionsLine } from './conditions';
import type { Condition } from './conditions';

function condition(product: string, ...what: readonly string[]): Condition {
  return { product, detected: what.length > 0, what, reason: 'it is so' };
}

describe('the conditions', () => {
  it('are listed in the order in which they were added', () => {
    const conditions = new Conditions();
    const added = condition('pg', 'PG_POOL');

    conditions.add(added);

    expect(conditions.list()).toEqual([added]);
  });

  it('fit into one line', () => {
    const all = [condition('TypeORM', 'default', 'reports'), condition('pg'), condition('Prisma')];

    expect(conditionsLine(all)).toBe(
      'Detected: TypeORM (default, reports). Not detected: pg, Prisma.',
    );
    expect(conditionsLine([])).toBe('Detected: none. Not detected: none.');
  });
});
