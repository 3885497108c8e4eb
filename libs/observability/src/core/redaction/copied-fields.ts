import { field } from './failures/fields';
import type { FieldRule } from './failures/failure-fields';
import { REDACTED } from './spans';

/** How many items of a list, or fields of an object, are copied. */
export const MAX_ITEMS = 1000;
export const UNREADABLE = '[Unreadable]';

/** An error's own words are not enumerable, so they are added by name. */
const ERROR_FIELDS = [
  ['type', 'name'],
  ['message', 'message'],
  ['stack', 'stack'],
  ['cause', 'cause'],
  ['errors', 'errors'],
] as const;
/** Where database drivers keep the values of a query that failed. */
const QUERY_VALUES = ['parameters', 'params', 'bindings'];

export type Fields = Record<string, unknown>;

/** A key named `__proto__` stays an ordinary key. */
export function define(copy: Fields, name: string, value: unknown): void {
  if (name !== '__proto__') copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true });
}

/** The name, or with a number behind it where the copy has it already. */
export function freeName(copy: Fields, name: string): string {
  if (!Object.hasOwn(copy, name)) return name;
  for (let number = 2; number <= MAX_ITEMS; number += 1) {
    const numbered = `${name} (${number})`;
    if (!Object.hasOwn(copy, numbered)) return numbered;
  }
  return name;
}

/** A map as the fields of an object; of a long one the beginning, and how many there are more. */
export function fieldsOfMap(map: ReadonlyMap<unknown, unknown>): Fields {
  const fields: Fields = {};
  const most = map.size > MAX_ITEMS ? MAX_ITEMS - 1 : map.size;
  for (const [key, value] of firstOf(map, most)) {
    define(fields, freeName(fields, textOfKey(key)), value);
  }
  if (map.size > most) fields['…'] = `${map.size - most} more`;
  return fields;
}

function textOfKey(key: unknown): string {
  try {
    return String(key);
  } catch {
    return UNREADABLE;
  }
}

export function firstOf<T>(items: Iterable<T>, most = MAX_ITEMS): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= most) break;
    first.push(item);
  }
  return first;
}

/** What stands for a value that is not even looked at. */
export function hidden(fields: object, name: string): string {
  const value = field(fields, name);
  return Array.isArray(value) ? `[${value.length} values]` : REDACTED;
}

/** Adds an error's own words to the copy of its fields, and takes the values of its query out. */
export function addErrorFields(
  copy: Fields,
  keeps: FieldRule,
  read: (key: string) => unknown,
): void {
  for (const [name, key] of ERROR_FIELDS) {
    const value = keeps(key) ? read(key) : undefined;
    if (value !== undefined) copy[name] = value;
  }
  for (const name of QUERY_VALUES) {
    const values = copy[name];
    if (Array.isArray(values)) copy[name] = `[${values.length} values]`;
  }
}

/** `{ type: 'Buffer', data: [104, 105] }`, which parsed JSON of a buffer is. */
export function isBufferJson(value: object): boolean {
  const { type, data } = value as { type?: unknown; data?: unknown };
  return type === 'Buffer' && Array.isArray(data);
}

export function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
