import { isPlainObject } from './rules';

/** Keys that would reach a prototype instead of a property. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** What is given, over the defaults; undefined means the default, lists are replaced whole. */
export function withDefaults<D extends object>(defaults: D, given: Partial<D> | undefined): D {
  const joined = { ...defaults } as Record<string, unknown>;
  for (const [key, value] of Object.entries(given ?? {})) {
    if (value === undefined || FORBIDDEN.has(key)) continue;
    const base = joined[key];
    const isSection = isPlainObject(base) && isPlainObject(value) && isLiteral(value);
    joined[key] = isSection ? withDefaults(base, value) : value;
  }
  // Every key of D is there: the defaults put it there, and rules keep the types.
  return joined as D;
}

/** An object literal, not an instance of a class: a stream or a client is taken as it is. */
function isLiteral(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
