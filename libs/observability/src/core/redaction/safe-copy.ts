import { types } from 'node:util';
import { isError } from '../is-error';
import { isCardNumber } from './card-number';
import { namesFlag, namesSecret, safeRawHeaders } from './named-values';
import { REDACTED } from './sensitive-keys';
import type { KeyStrength, SensitiveKeys } from './sensitive-keys';

const DEEPEST = 8;
const MOST_ITEMS = 1000;
const MOST_VALUES = 20_000;
/** A secret can be part of a key (a form that was parsed as something else), not of a short one. */
const LONGEST_PLAIN_KEY = 20;

const ERROR_FIELDS = [
  ['type', 'name'],
  ['message', 'message'],
  ['stack', 'stack'],
  ['cause', 'cause'],
  ['errors', 'errors'],
] as const;
/** Where database drivers keep the values of a query that failed. */
const QUERY_VALUES = ['parameters', 'params', 'bindings'];

/** What a copy needs to know of secrets. */
export interface CopyRules {
  readonly keys: SensitiveKeys;
  text(text: string): string;
}

type Fields = Record<string, unknown>;

/** One copy of one value: what it goes through is counted, so that it ends whatever it is given. */
export class SafeCopy {
  private readonly above: object[] = [];
  private left = MOST_VALUES;

  constructor(private readonly rules: CopyRules) {}

  of(value: unknown): unknown {
    this.left -= 1;
    switch (typeof value) {
      case 'string':
        return this.rules.text(value);
      case 'number':
        return isCardNumber(value) ? REDACTED : value;
      case 'bigint':
      case 'symbol':
        return this.rules.text(String(value));
      case 'function':
      case 'object':
        return value === null ? null : this.guarded(value);
      default:
        return value;
    }
  }

  /** Whatever throws while it is read costs itself. */
  private guarded(value: object): unknown {
    if (this.above.includes(value)) return '[Circular]';
    if (this.above.length >= DEEPEST) return '[Too deep]';
    if (this.left < 0) return '[Too much]';
    this.above.push(value);
    try {
      return typeof value === 'function' ? `[Function ${value.name}]` : this.object(value);
    } catch {
      return '[Unreadable]';
    } finally {
      this.above.pop();
    }
  }

  private object(value: object): unknown {
    if (Array.isArray(value)) return this.list(value);
    const prototype: unknown = Object.getPrototypeOf(value);
    const isPlain = prototype === Object.prototype || prototype === null;
    const special = isPlain ? undefined : this.special(value);
    if (special !== undefined) return special;
    return hasToJson(value) ? this.of(value.toJSON()) : this.properties(value);
  }

  /** Objects that do not show what they are by their properties. */
  private special(value: object): unknown {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.constructor.name}]`;
    if (isError(value)) return this.error(value);
    if (value instanceof Map) return this.entries(value);
    if (value instanceof Set) return this.list(firstOf(value), value.size);
    const isText = types.isRegExp(value) || types.isStringObject(value);
    return isText || value instanceof URLSearchParams ? this.rules.text(String(value)) : undefined;
  }

  private list(items: readonly unknown[], length = items.length): unknown[] {
    const most = length > MOST_ITEMS ? MOST_ITEMS - 1 : length;
    const copy: unknown[] = [];
    while (copy.length < most && this.left > 0) {
      const at = copy.length;
      const isNamed = namesFlag(items[at - 1], items[at], this.rules.keys);
      copy.push(isNamed ? REDACTED : this.item(items[at]));
    }
    if (copy.length < length) copy.push(`… ${length - copy.length} more`);
    return copy;
  }

  /** A list of pairs is another way to write an object: `[['authorization', 'x']]`. */
  private item(item: unknown): unknown {
    if (!Array.isArray(item) || item.length !== 2) return this.of(item);
    const [key, value] = item as unknown[];
    if (typeof key !== 'string') return this.of(item);
    const strength = this.rules.keys.strengthOf(key);
    return strength === 'none' ? this.of(item) : [key, this.secret(value, strength)];
  }

  private properties(fields: object): Fields {
    const names = Object.keys(fields);
    const most = names.length > MOST_ITEMS ? MOST_ITEMS - 1 : names.length;
    const copy: Fields = {};
    let count = 0;
    for (; count < most && this.left > 0; count += 1) {
      const name = names[count] ?? '';
      put(copy, this.nameOf(name), this.property(fields, name));
    }
    if (count < names.length) copy['…'] = `${names.length - count} more`;
    if (namesSecret(copy, this.rules.keys)) copy['value'] = REDACTED;
    return copy;
  }

  private property(fields: object, name: string): unknown {
    try {
      // Only this object's own value is read, and nothing is taken for granted of it.
      const value = (fields as Fields)[name];
      if (name === 'rawHeaders' && Array.isArray(value)) {
        return this.list(safeRawHeaders(value, this.rules.keys));
      }
      const strength = this.rules.keys.strengthOf(name);
      return strength === 'none' ? this.of(value) : this.secret(value, strength);
    } catch {
      return '[Unreadable]';
    }
  }

  private entries(map: ReadonlyMap<unknown, unknown>): Fields {
    const fields: Fields = {};
    for (const [key, value] of firstOf(map)) put(fields, String(key), value);
    const copy = this.properties(fields);
    if (map.size > MOST_ITEMS) copy['…'] = `${map.size - MOST_ITEMS} more`;
    return copy;
  }

  /** An error's own words are not enumerable, so they are added by name. */
  private error(error: Error): Fields {
    const copy = this.properties(error);
    for (const [name, key] of ERROR_FIELDS) {
      const value = this.property(error, key);
      if (value !== undefined) copy[name] = value;
    }
    for (const name of QUERY_VALUES) {
      const values = copy[name];
      if (Array.isArray(values)) copy[name] = `[${values.length} values]`;
    }
    return copy;
  }

  /** Nothing, a yes and a no are no secrets. */
  private secret(value: unknown, strength: KeyStrength): unknown {
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    return strength === 'holder' && typeof value === 'object' ? this.of(value) : REDACTED;
  }

  private nameOf(name: string): string {
    return name.length > LONGEST_PLAIN_KEY ? this.rules.text(name) : name;
  }
}

/** A key named `__proto__` stays an ordinary key. */
function put(copy: Fields, name: string, value: unknown): void {
  if (name !== '__proto__') copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true });
}

function firstOf<T>(items: Iterable<T>): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= MOST_ITEMS) break;
    first.push(item);
  }
  return first;
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
