import type { ShownHealth } from './shown-health';

/** The warning about unknown names, worded as by Kubernetes' API server. */
export function warningsOf({ unknown }: Pick<ShownHealth, 'unknown'>): readonly string[] {
  if (unknown.length === 0) return [];
  const names = unknown.toSorted().map((name) => JSON.stringify(name));
  return [`some health checks cannot be excluded: no matches for ${names.join(',')}`];
}
