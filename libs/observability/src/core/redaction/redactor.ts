import { isError } from '../is-error';
import { REDACTED, SensitiveKeys } from './sensitive-keys';

const DEEPEST = 8;
const MOST_ITEMS = 1000;
const LONGEST_TEXT = 16_384;

const ERROR_FIELDS = [
  ['type', 'name'],
  ['message', 'message'],
  ['stack', 'stack'],
  ['cause', 'cause'],
] as const;

/** `?token=abc`, `&password=x`, and the user info of `scheme://user:password@host`. */
const QUERY_PAIR = /([?&;#])([^=&?#;\s]{1,128})=([^&#;\s"']*)/g;
const USER_INFO = /(:\/\/)[^/\s"'<>]+@/g;
const BEARER = /\b(bearer)\s+[\w.~+/=-]{8,}/gi;
/** Base64 has digits, capitals or padding; the word after "basic" in a sentence has none. */
const BASIC = /\b([Bb]asic)\s+(?=[\w+/]*[A-Z0-9=])[\w+/]{8,}={0,2}/g;
/** `password=x`, `token: x` and `"secret":"x"` in a sentence. */
const SPOKEN =
  /\b(password|passwd|pwd|secret|token|api[_-]?key)(["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,;&"'}]+)/gi;
/** 13 to 19 digits in groups, as cards of the great issuers (3 to 6, 2 of Mastercard) are written; the checksum decides. */
const CARD = /\b(?:[3-6]\d|2[2-7])(?:[ -]?\d){11,17}\b/g;

/**
 * Makes a copy of anything that is safe to write: secrets replaced, cycles cut, getters that throw
 * told as such, BigInt and symbols as text. It never throws and never changes what it is given.
 */
export class Redactor {
  private readonly keys: SensitiveKeys;

  constructor(additionalKeys: readonly string[] = []) {
    this.keys = new SensitiveKeys(additionalKeys);
  }

  /** The copy of a value that stands under no key. */
  value(value: unknown): unknown {
    return this.copy(value, 0, []);
  }

  /** The text without secrets in URLs, bearer tokens and card numbers. */
  text(text: string): string {
    const cut = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
    return this.query(cut)
      .replaceAll(USER_INFO, `$1${REDACTED}@`)
      .replaceAll(BEARER, `$1 ${REDACTED}`)
      .replaceAll(BASIC, `$1 ${REDACTED}`)
      .replaceAll(SPOKEN, `$1$2${REDACTED}`)
      .replaceAll(CARD, (digits) => (isCardNumber(digits) ? REDACTED : digits));
  }

  /** A URL's path and query, the sensitive parameters replaced. */
  url(url: string): string {
    return url.includes('?') || url.includes('@') ? this.text(url) : url;
  }

  private query(text: string): string {
    if (!text.includes('=')) return text;
    return text.replaceAll(QUERY_PAIR, (pair, mark: string, key: string) =>
      this.keys.has(key) ? `${mark}${key}=${REDACTED}` : pair,
    );
  }

  private copy(value: unknown, depth: number, above: readonly object[]): unknown {
    switch (typeof value) {
      case 'string':
        return this.text(value);
      case 'bigint':
      case 'symbol':
        return this.text(String(value));
      case 'function':
        return `[Function ${value.name}]`;
      case 'object':
        return value === null ? null : this.copyObject(value, depth, above);
      default:
        return value;
    }
  }

  private copyObject(value: object, depth: number, above: readonly object[]): unknown {
    if (above.includes(value)) return '[Circular]';
    if (depth >= DEEPEST) return '[Too deep]';
    try {
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (ArrayBuffer.isView(value)) return `[${value.constructor.name}]`;
      if (Array.isArray(value)) return this.copyArray(value, depth, [...above, value]);
      if (isError(value)) return this.copyError(value, depth, above);
      if (value instanceof Map) {
        return this.copyProperties(Object.fromEntries(value), depth, above, value);
      }
      if (value instanceof Set) return this.copyArray([...value], depth, [...above, value]);
      if (hasToJson(value)) return this.copy(value.toJSON(), depth + 1, [...above, value]);
      return this.copyProperties(value, depth, above, value);
    } catch {
      return '[Unreadable]';
    }
  }

  private copyArray(items: readonly unknown[], depth: number, above: readonly object[]): unknown[] {
    const copy = items.slice(0, MOST_ITEMS).map((item) => this.copy(item, depth + 1, above));
    if (items.length > MOST_ITEMS) copy.push(`… ${items.length - MOST_ITEMS} more`);
    return copy;
  }

  private copyProperties(
    fields: object,
    depth: number,
    above: readonly object[],
    self: object,
  ): Record<string, unknown> {
    // No prototype: a key named `__proto__` stays an ordinary key.
    const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    const path = [...above, self];
    for (const key of Object.keys(fields).slice(0, MOST_ITEMS)) {
      copy[key] = this.keys.has(key) ? REDACTED : this.copyProperty(fields, key, depth, path);
    }
    return copy;
  }

  /** An error's own words are not enumerable, so they are added by name. */
  private copyError(error: Error, depth: number, above: readonly object[]): unknown {
    const copy = this.copyProperties(error, depth, above, error);
    for (const [name, key] of ERROR_FIELDS) {
      const value = this.copyProperty(error, key, depth, [...above, error]);
      if (value !== undefined) copy[name] = value;
    }
    return copy;
  }

  private copyProperty(
    fields: object,
    key: string,
    depth: number,
    path: readonly object[],
  ): unknown {
    try {
      return this.copy((fields as Record<string, unknown>)[key], depth + 1, path);
    } catch {
      return '[Unreadable]';
    }
  }
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}

/** Luhn's checksum, ISO/IEC 7812-1 annex B. */
function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = digit * 2;
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
