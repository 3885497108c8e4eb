import type { Figures } from './run';

type Tree = { readonly [key: string]: number | Tree | undefined };

/** The figures of several processes of one variant as those of one: the mean of each number. */
export function mergeFigures(all: readonly Figures[]): Figures {
  // Figures are numbers and objects of numbers, all the way down.
  return mergeTrees(all as readonly Tree[]);
}

function mergeTrees(trees: readonly Tree[]): Tree {
  const keys = new Set(trees.flatMap((tree) => Object.keys(tree)));
  return Object.fromEntries([...keys].map((key) => [key, mergeValues(trees.map((t) => t[key]))]));
}

/** A figure that one of the processes lacks is that of the others. */
function mergeValues(values: readonly (number | Tree | undefined)[]): number | Tree | undefined {
  const known = values.filter((value) => value !== undefined);
  const numbers = known.filter((value) => typeof value === 'number');
  if (numbers.length === 0) return mergeTrees(known as Tree[]);
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
