import { VARIANTS } from '../variants/table';
import { plan, shuffled } from './plan';

describe('the plan', () => {
  const matrix = { nodes: ['20', '24'], platforms: ['express', 'fastify'], rounds: 2 } as const;

  it('has a round of each Node and platform before the second one of any', () => {
    const rounds = plan({ ...matrix, variants: VARIANTS.map(({ name }) => name) });

    expect(rounds.map(({ round, node, platform }) => `${round} ${node} ${platform}`)).toEqual([
      '1 20 express',
      '1 20 fastify',
      '1 24 express',
      '1 24 fastify',
      '2 20 express',
      '2 20 fastify',
      '2 24 express',
      '2 24 fastify',
    ]);
  });

  it('leaves a variant out where it cannot run', () => {
    const [express, fastify] = plan({ ...matrix, variants: VARIANTS.map(({ name }) => name) });

    const names = (round: typeof express): string[] => round!.variants.map(({ name }) => name);

    expect(names(express)).toContain('express-prom-bundle');
    expect(names(express)).not.toContain('fastify-metrics');
    expect(names(fastify)).toContain('fastify-metrics');
    expect(names(fastify)).not.toContain('express-prom-bundle');
  });

  it('gives each order of three the same chance', () => {
    const counts = new Map<string, number>();
    let seed = 1;
    // A fixed generator, so that the spec is the same each time.
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

    for (let i = 0; i < 6000; i += 1) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }

    expect([...counts.values()].every((count) => count > 900 && count < 1100)).toBe(true);
    expect(counts.size).toBe(6);
  });
});
