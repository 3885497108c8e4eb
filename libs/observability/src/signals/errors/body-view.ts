import { WHOLE } from './bounded-copy';
import type { CopyView } from './bounded-copy';

/** Where a text was parsed as a form, the whole of it is the name of a field. */
const FIELD_NAME = /^[\p{L}\p{N}_$.[\]-]{1,64}$/u;

/**
 * Shows each value by its type, `[string]`, but those at the paths: `item` and `address.city`, read
 * from the top. A path goes through lists, and what it leads to is shown with all that is below.
 */
export function viewOfPaths(paths: readonly string[]): CopyView {
  return paths.length === 0 ? TYPES : { ...TYPES, below: (name) => viewBelow(paths, name) };
}

const TYPES: CopyView = { leaf: typeOf, name: nameOf, below: () => TYPES };

function viewBelow(paths: readonly string[], name: string): CopyView {
  if (paths.includes(name)) return WHOLE;
  const prefix = `${name}.`;
  const below = paths.filter((path) => path.startsWith(prefix));
  return viewOfPaths(below.map((path) => path.slice(prefix.length)));
}

function typeOf(value: unknown): string {
  if (value === null) return '[null]';
  return ArrayBuffer.isView(value) ? '[Buffer]' : `[${typeof value}]`;
}

function nameOf(name: string): string {
  return FIELD_NAME.test(name) ? name : `[name of ${name.length} characters]`;
}
