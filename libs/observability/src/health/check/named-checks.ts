import { closest, pathTo } from '../../core';
import type { Problems } from '../../core';
import type { ResolvedCheckerOptions } from './checker.options';

type NamingOptions = Pick<ResolvedCheckerOptions, 'checks' | 'groups' | 'liveness'>;

/** Reports checks that the options name and the app does not have: a misspelt name would have no effect. */
export function findUnknownChecks(
  { checks, groups, liveness }: NamingOptions,
  known: readonly string[],
  problems: Problems,
): void {
  const test = (name: string, path: string): void => {
    if (!known.includes(name)) problems.add(path, unknownCheck(name, known));
  };
  for (const name of Object.keys(checks)) test(name, pathTo('health.checks', name));
  for (const [group, names] of Object.entries(groups)) {
    names.forEach((name, i) => test(name, `${pathTo('health.groups', group)}[${i}]`));
  }
  liveness.forEach((name, i) => test(name, `health.liveness[${i}]`));
}

function unknownCheck(name: string, known: readonly string[]): string {
  const near = closest(name, known);
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  const list = known.length > 0 ? known.join(', ') : 'none';
  return `names a check that the app does not have.${hint} Its checks: ${list}.`;
}
