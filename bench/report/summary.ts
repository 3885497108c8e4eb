import type { Platform } from '../harness/plan';
import type { Run } from '../harness/run';
import { FIGURES } from './figures';
import type { FigureName, Peers } from './figures';
import { median } from './statistics';

/** A figure over all rounds. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** One variant; a figure that was not measured is left out. */
export interface VariantSummary {
  readonly variant: string;
  readonly figures: Partial<Record<FigureName, Spread>>;
}

/** All variants on one platform and Node. */
export interface Comparison {
  readonly node: string;
  readonly platform: Platform;
  readonly rounds: number;
  readonly variants: readonly VariantSummary[];
}

/** Makes one comparison of each platform and Node in the result. Ratios are within a round. */
export function summarise(runs: readonly Run[]): Comparison[] {
  const groups = groupBy(runs, ({ node, platform }) => `${platform} ${node}`);
  return [...groups.values()].map((group) => {
    const [{ node, platform }] = group as [Run];
    const variants = groupBy(group, ({ variant }) => variant);
    return {
      node,
      platform,
      rounds: new Set(group.map(({ round }) => round)).size,
      variants: [...variants].map(([variant, own]) => summariseVariant(variant, own, group)),
    };
  });
}

function summariseVariant(
  variant: string,
  own: readonly Run[],
  group: readonly Run[],
): VariantSummary {
  const figures: Partial<Record<FigureName, Spread>> = {};
  for (const name of Object.keys(FIGURES) as FigureName[]) {
    const values = own
      .map((run) => FIGURES[name](run, peersOf(run, group)))
      .filter((value): value is number => Number.isFinite(value));
    if (values.length > 0) {
      figures[name] = {
        median: median(values),
        low: Math.min(...values),
        high: Math.max(...values),
      };
    }
  }
  return { variant, figures };
}

function peersOf({ round }: Run, group: readonly Run[]): Peers {
  const find = (name: string): Run | undefined =>
    group.find((run) => run.round === round && run.variant === name);
  return { bare: find('bare'), byHand: find('by-hand') };
}

/** Map.groupBy, which Node 20 does not have. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
