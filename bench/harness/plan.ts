import { VARIANTS } from '../variants/table';
import type { VariantRow } from '../variants/table';

export type Platform = 'express' | 'fastify';

/** One round: each variant in a fresh process, all of them measured in turns. */
export interface Round {
  readonly node: string;
  readonly platform: Platform;
  readonly round: number;
  readonly variants: readonly VariantRow[];
}

/** What is to be compared with what. */
export interface Matrix {
  /** Major versions of Node, as '20'. */
  readonly nodes: readonly string[];
  readonly platforms: readonly Platform[];
  /** Their names. */
  readonly variants: readonly string[];
  readonly rounds: number;
}

/** All rounds: first one of each Node and platform, so that an interrupted result has a bit of all. */
export function plan({ nodes, platforms, variants, rounds }: Matrix): Round[] {
  const chosen = VARIANTS.filter(({ name }) => variants.includes(name));
  const numbers = Array.from({ length: rounds }, (_, i) => i + 1);
  return numbers.flatMap((round) =>
    nodes.flatMap((node) =>
      platforms.map((platform) => ({
        node,
        platform,
        round,
        variants: chosen.filter((variant) => (variant.platform ?? platform) === platform),
      })),
    ),
  );
}

/** Another order each time, so that what the machine does meanwhile meets all alike. */
export function shuffled<T>(items: readonly T[], random = Math.random): T[] {
  const rest = [...items];
  for (let i = rest.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [rest[i], rest[j]] = [rest[j]!, rest[i]!];
  }
  return rest;
}
