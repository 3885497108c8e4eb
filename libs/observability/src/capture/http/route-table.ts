import { randomUUID } from 'node:crypto';

/** The routes of an app, as its framework knows them. */
export interface RouteTable {
  /** The template of the route that a path would come to; '' for none, and for those that take every path. */
  find(method: string, path: string): string;
  /**
   * Whether the app has a GET route for this very address: one that names it, whatever its spelling, and not one that
   * takes it among others, as `/:page` does.
   */
  claims(path: string): boolean;
  /** A GET route that takes addresses below this one, and names it: `/health{/:id}` for `/health/`. */
  nameBelow(start: string): string | undefined;
}

/** A segment that no route names. */
export const ANY_SEGMENT = randomUUID();

/**
 * Whether a route takes the path, and would take no other in place of what it must name.
 * @param named the path, or its beginning
 */
export function namesSegments(
  matches: (path: string) => boolean,
  path: string,
  named: string,
): boolean {
  if (!matches(path)) return false;
  const segments = segmentsOf(path);
  return segmentsOf(named).every(
    (_segment, i) => !matches(pathFrom(segments.with(i, ANY_SEGMENT))),
  );
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function pathFrom(segments: readonly string[]): string {
  return `/${segments.join('/')}`;
}
