import { types } from 'node:util';
import { isError } from '../errors/is-error';
import { isCardNumber } from './card-number';
import { everyField, fieldsOfFailure, fieldsOfObject } from './failures/failure-fields';
import type { FieldRule } from './failures/failure-fields';
import type { ErrorTexts } from './failures/error-texts';
import { field } from './failures/fields';
import { isPairOfSecret, namedSecrets, namesFlag, safeRawHeaders } from './named-values';
import { isPlainFact } from './plain-facts';
import type { KeyStrength, SensitiveKeys } from './sensitive-keys';
import { REDACTED } from './spans';

const MAX_DEPTH = 8;
const MAX_ITEMS = 1000;
const MAX_VALUES = 20_000;
/** What all texts of one copy may have together, in characters; texts beyond it are replaced. */
export const MAX_TEXT = 65_536;
/** How long one copy may take with patterns of the app, in milliseconds: they may be slow. The library's own passes are linear. */
const MAX_MS = 250;
/** Shorter texts are bounded by the number of values. */
const MIN_COSTLY = 32;
const MAX_FLAG_LENGTH = 64;
/** What stands for a text beyond a budget. */
export const TOO_MUCH = '[Too much]';
/** Below such a key, a name need not say more than `X-Shop-Key`. */
const HEADERS = 'eaders';
/** A secret can be part of a key, where a form was parsed as something else; a plain word holds none. */
const PLAIN_KEY = /^(?:[A-Za-z_$-]{0,64}|[\w$-]{0,10})$/;

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
  /** What an error says, without secrets. */
  errorTexts(error: unknown): ErrorTexts;
  /** Whether values that databases and validation libraries refuse may be written. */
  readonly keepsErrorValues: boolean;
  /** Whether the app has patterns of its own, which may find something in any key. */
  readonly hasPatterns: boolean;
}

type Fields = Record<string, unknown>;

/** One copy of one value: what it goes through is counted, so that it ends whatever it is given. */
export class SafeCopy {
  private readonly above: object[] = [];
  private left = MAX_VALUES;
  private readonly begin = performance.now();
  /** What the error that is copied says. */
  private texts: (ErrorTexts & { readonly error: Error }) | undefined;
  /** The key of the object that is copied. */
  private parent = '';

  /** @param textLeft what all texts may have together, in characters */
  constructor(
    private readonly rules: CopyRules,
    private textLeft = MAX_TEXT,
  ) {}

  of(value: unknown): unknown {
    this.left -= 1;
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'number':
        return isCardNumber(value) ? REDACTED : value;
      case 'bigint':
      case 'symbol':
        return this.text(String(value));
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
    if (this.above.length >= MAX_DEPTH) return '[Too deep]';
    if (this.left < 0) return TOO_MUCH;
    this.above.push(value);
    try {
      return typeof value === 'function'
        ? this.text(`[Function ${value.name}]`)
        : this.object(value);
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
    if (hasToJson(value)) return this.of(value.toJSON());
    return isBufferJson(value) ? '[Buffer]' : this.properties(value);
  }

  /** Objects that do not show what they are by their properties. */
  private special(value: object): unknown {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.constructor.name}]`;
    if (isError(value)) return this.error(value);
    if (value instanceof Map) return this.entries(value);
    if (value instanceof Set) return this.list(firstOf(value), value.size);
    const isText = types.isRegExp(value) || types.isStringObject(value);
    return isText || value instanceof URLSearchParams ? this.text(String(value)) : undefined;
  }

  /** The budget is for texts that are read; what is beyond it is replaced, not let through. */
  private text(text: string): string {
    if (text.length > MIN_COSTLY) {
      if (this.textLeft < 0 || this.isOutOfTime()) return TOO_MUCH;
      this.textLeft -= text.length;
    }
    return this.rules.text(text);
  }

  /** A machine that stands still for a while must cost no text, so that time counts only where a pattern may be slow. */
  private isOutOfTime(): boolean {
    return this.rules.hasPatterns && performance.now() - this.begin > MAX_MS;
  }

  private list(items: readonly unknown[], length = items.length): unknown[] {
    const most = length > MAX_ITEMS ? MAX_ITEMS - 1 : length;
    if (isPairOfSecret(items, this.rules.keys)) return [this.of(items[0]), REDACTED];
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
    if (typeof item === 'string' && item.startsWith('-')) return this.argument(item);
    if (!Array.isArray(item) || item.length !== 2) return this.of(item);
    const [key, value] = item as unknown[];
    if (typeof key !== 'string') return this.of(item);
    const strength = this.rules.keys.strengthOf(key);
    return strength === 'none' ? this.of(item) : [this.nameOf(key), this.secret(value, strength)];
  }

  /** `--password=a b` is one argument of a command, whatever stands in it. */
  private argument(item: string): unknown {
    const equals = item.indexOf('=');
    const flag = equals > 0 && equals <= MAX_FLAG_LENGTH ? item.slice(0, equals) : '';
    const isSecret = flag !== '' && this.rules.keys.hides(flag, item.slice(equals + 1));
    return isSecret ? `${flag}=${REDACTED}` : this.of(item);
  }

  private properties(fields: object, keeps = this.rule(fields)): Fields {
    const names = Object.keys(fields);
    const most = names.length > MAX_ITEMS ? MAX_ITEMS - 1 : names.length;
    const copy: Fields = {};
    const { parent } = this;
    let count = 0;
    for (; count < most && this.left > 0; count += 1) {
      const name = names[count] ?? '';
      const value = keeps(name) ? this.property(fields, name, parent) : hidden(fields, name);
      this.put(copy, name, value);
    }
    this.parent = parent;
    if (count < names.length) copy['…'] = `${names.length - count} more`;
    for (const name of namedSecrets(copy, this.rules.keys)) copy[name] = REDACTED;
    return copy;
  }

  private property(fields: object, name: string, parent = ''): unknown {
    this.parent = name;
    try {
      // Only this object's own value is read, and nothing is taken for granted of it.
      const value = (fields as Fields)[name];
      if (name === 'rawHeaders' && Array.isArray(value)) {
        return this.list(safeRawHeaders(value, this.rules.keys));
      }
      const strength = this.strengthOf(name, parent);
      return strength === 'none' ? this.of(value) : this.secret(value, strength);
    } catch {
      return '[Unreadable]';
    }
  }

  private entries(map: ReadonlyMap<unknown, unknown>): Fields {
    const fields: Fields = {};
    for (const [key, value] of firstOf(map))
      define(fields, freeName(fields, textOfKey(key)), value);
    const copy = this.properties(fields);
    if (map.size > MAX_ITEMS) copy['…'] = `${map.size - MAX_ITEMS} more`;
    return copy;
  }

  /** An error's own words are not enumerable, so they are added by name. */
  private error(error: Error): Fields {
    const { parent } = this;
    const keeps = this.rules.keepsErrorValues ? everyField : fieldsOfFailure(error);
    const copy = this.properties(error, keeps);
    for (const [name, key] of ERROR_FIELDS) {
      const value = keeps(key) ? this.errorField(error, key) : undefined;
      if (value !== undefined) copy[name] = value;
    }
    this.parent = parent;
    for (const name of QUERY_VALUES) {
      const values = copy[name];
      if (Array.isArray(values)) copy[name] = `[${values.length} values]`;
    }
    return copy;
  }

  private errorField(error: Error, key: string): unknown {
    const isText = (key === 'message' || key === 'stack') && typeof field(error, key) === 'string';
    if (!isText || this.rules.keys.has(key)) return this.property(error, key);
    // Both are made in one go.
    if (this.texts?.error !== error) this.texts = { error, ...this.rules.errorTexts(error) };
    return this.texts[key];
  }

  private rule(fields: object): FieldRule {
    return this.rules.keepsErrorValues ? everyField : fieldsOfObject(fields);
  }

  /** `number` says little, and much below `card`. */
  private strengthOf(name: string, parent: string): KeyStrength {
    const { keys } = this.rules;
    const strength = keys.strengthOf(name);
    if (parent.endsWith(HEADERS) && keys.mayHideHeader(name)) return 'strong';
    return strength === 'none' && parent !== '' ? keys.strengthBelow(parent, name) : strength;
  }

  /** Nothing, a yes and a no are no secrets. */
  private secret(value: unknown, strength: KeyStrength): unknown {
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    const isLookedInto = strength === 'about' || (strength === 'holder' && !Array.isArray(value));
    if (isLookedInto && typeof value === 'object') return this.of(value);
    return strength === 'about' && isFact(value) ? this.of(value) : REDACTED;
  }

  /** A plain word is as it was; of others two may become the same. */
  private put(copy: Fields, name: string, value: unknown): void {
    const safe = this.nameOf(name);
    define(copy, safe === name ? name : freeName(copy, safe), value);
  }

  private nameOf(name: string): string {
    return !this.rules.hasPatterns && PLAIN_KEY.test(name) ? name : this.text(name);
  }
}

/** The name, or with a number behind it where the copy has it already. */
function freeName(copy: Fields, name: string): string {
  if (!Object.hasOwn(copy, name)) return name;
  for (let number = 2; number <= MAX_ITEMS; number += 1) {
    const numbered = `${name} (${number})`;
    if (!Object.hasOwn(copy, numbered)) return numbered;
  }
  return name;
}

function textOfKey(key: unknown): string {
  try {
    return String(key);
  } catch {
    return '[Unreadable]';
  }
}

/** A key named `__proto__` stays an ordinary key. */
function define(copy: Fields, name: string, value: unknown): void {
  if (name !== '__proto__') copy[name] = value;
  else Object.defineProperty(copy, name, { value, enumerable: true, configurable: true });
}

/** What stands for a value that is not even looked at. */
function hidden(fields: object, name: string): string {
  const value = field(fields, name);
  return Array.isArray(value) ? `[${value.length} values]` : REDACTED;
}

function firstOf<T>(items: Iterable<T>): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= MAX_ITEMS) break;
    first.push(item);
  }
  return first;
}

function isFact(value: unknown): boolean {
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  return isNumber || (typeof value === 'string' && isPlainFact(value));
}

/** `{ type: 'Buffer', data: [104, 105] }`, which parsed JSON of a buffer is. */
function isBufferJson(value: object): boolean {
  const { type, data } = value as { type?: unknown; data?: unknown };
  return type === 'Buffer' && Array.isArray(data);
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
