import { WHOLE } from './bounded-copy';
import type { CopyView } from './bounded-copy';

/** If a text was parsed as a form, all of it becomes the name of a field. */
const FIELD_NAME = /^[\p{L}\p{N}_$.[\]-]{1,64}$/u;

/**
 * Shows each value by its type, `[string]`, except those at the paths: `item` and `address.city`, from
 * the root. Paths pass through lists, and their values are shown including everything below.
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
