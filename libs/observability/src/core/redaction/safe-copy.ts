import { types } from 'node:util';
import { isError } from '../errors/is-error';
import { isCardNumber } from './card-number';
import { CopyBudget, MAX_TEXT, TOO_MUCH } from './copy-budget';
import {
  addErrorFields,
  define,
  fieldsOfMap,
  firstOf,
  freeName,
  hasToJson,
  hidden,
  isBufferJson,
  MAX_ITEMS,
  UNREADABLE,
} from './copied-fields';
import type { Fields } from './copied-fields';
import { mayBeShown, strengthOf } from './copy-rules';
import type { CopyRules } from './copy-rules';
import { everyField, fieldsOfFailure, fieldsOfObject } from './failures/failure-fields';
import type { ErrorTexts } from './failures/error-texts';
import type { FieldRule } from './failures/failure-fields';
import { field } from './failures/fields';
import { isPairOfSecret, namedSecrets, namesFlag, safeFlag, safeRawHeaders } from './named-values';
import type { KeyStrength } from './key-strength';
import { REDACTED } from './spans';

const MAX_DEPTH = 8;
/** A secret can be part of a key, where a form was parsed as something else; a plain word holds none. */
const PLAIN_KEY = /^(?:[A-Za-z_$-]{0,64}|[\w$-]{0,10})$/;

/** One copy of one value. */
export class SafeCopy {
  private readonly above: object[] = [];
  private readonly budget: CopyBudget;
  /** What the error that is copied says. */
  private texts: (ErrorTexts & { readonly error: Error }) | undefined;
  /** The key of the object that is copied. */
  private parent = '';

  /** @param maxText what all texts may have together, in characters */
  constructor(
    private readonly rules: CopyRules,
    maxText = MAX_TEXT,
  ) {
    this.budget = new CopyBudget(maxText, rules.hasPatterns);
  }

  of(value: unknown): unknown {
    this.budget.takeValue();
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
    if (this.budget.isOverdrawn) return TOO_MUCH;
    this.above.push(value);
    try {
      return typeof value === 'function'
        ? this.text(`[Function ${value.name}]`)
        : this.object(value);
    } catch {
      return UNREADABLE;
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
    if (value instanceof Map) return this.properties(fieldsOfMap(value));
    if (value instanceof Set) return this.list(firstOf(value), value.size);
    const isText = types.isRegExp(value) || types.isStringObject(value);
    return isText || value instanceof URLSearchParams ? this.text(String(value)) : undefined;
  }

  private text(text: string): string {
    return this.budget.takeText(text.length) ? this.rules.text(text) : TOO_MUCH;
  }

  private list(items: readonly unknown[], length = items.length): unknown[] {
    const most = length > MAX_ITEMS ? MAX_ITEMS - 1 : length;
    if (isPairOfSecret(items, this.rules.keys)) return [this.of(items[0]), REDACTED];
    const copy: unknown[] = [];
    while (copy.length < most && this.budget.hasMore) {
      const at = copy.length;
      const isNamed = namesFlag(items[at - 1], items[at], this.rules.keys);
      copy.push(isNamed ? REDACTED : this.item(items[at]));
    }
    if (copy.length < length) copy.push(`… ${length - copy.length} more`);
    return copy;
  }

  /** A list of pairs is another way to write an object: `[['authorization', 'x']]`. */
  private item(item: unknown): unknown {
    if (typeof item === 'string' && item.startsWith('-')) {
      return safeFlag(item, this.rules.keys) ?? this.of(item);
    }
    if (!Array.isArray(item) || item.length !== 2) return this.of(item);
    const [key, value] = item as unknown[];
    if (typeof key !== 'string') return this.of(item);
    const strength = this.rules.keys.strengthOf(key);
    return strength === 'none' ? this.of(item) : [this.nameOf(key), this.secret(value, strength)];
  }

  private properties(
    fields: object,
    keeps: FieldRule = this.rules.keepsErrorValues ? everyField : fieldsOfObject(fields),
  ): Fields {
    const names = Object.keys(fields);
    const most = names.length > MAX_ITEMS ? MAX_ITEMS - 1 : names.length;
    const copy: Fields = {};
    const { parent } = this;
    let count = 0;
    for (; count < most && this.budget.hasMore; count += 1) {
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
      const strength = strengthOf(this.rules.keys, name, parent);
      return strength === 'none' ? this.of(value) : this.secret(value, strength);
    } catch {
      return UNREADABLE;
    }
  }

  private error(error: Error): Fields {
    const { parent } = this;
    const keeps = this.rules.keepsErrorValues ? everyField : fieldsOfFailure(error);
    const copy = this.properties(error, keeps);
    addErrorFields(copy, keeps, (key) => this.errorField(error, key));
    this.parent = parent;
    return copy;
  }

  private errorField(error: Error, key: string): unknown {
    const isText = (key === 'message' || key === 'stack') && typeof field(error, key) === 'string';
    if (!isText || this.rules.keys.has(key)) return this.property(error, key);
    // Both are made in one go.
    if (this.texts?.error !== error) this.texts = { error, ...this.rules.errorTexts(error) };
    return this.texts[key];
  }

  private secret(value: unknown, strength: KeyStrength): unknown {
    return mayBeShown(value, strength) ? this.of(value) : REDACTED;
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
