import type { SensitiveKeys } from './sensitive-keys';
import { REDACTED } from './spans';

const NAMES = new Set(['name', 'key', 'header', 'param', 'parameter', 'field', 'property']);
const VALUES = new Set(['value', 'val', 'content']);

/** Whether what stands under the key is the name of a value: `{ name: 'password', value: 'x' }`. */
export function isNameKey(key: string): boolean {
  return NAMES.has(key.toLowerCase());
}

/** Whether what stands under the key is the value that another key names. */
export function isValueKey(key: string): boolean {
  return VALUES.has(key.toLowerCase());
}

/** `{ name: 'password', value: 'x' }`, as forms and HTTP archives have it. */
export function namesSecret(fields: Record<string, unknown>, keys: SensitiveKeys): boolean {
  if (!('value' in fields)) return false;
  const name = fields['name'] ?? fields['key'];
  return typeof name === 'string' && keys.hides(name, String(fields['value']));
}

/** `['--password', 'x']`, as arguments of a command are kept. */
export function namesFlag(flag: unknown, value: unknown, keys: SensitiveKeys): boolean {
  if (typeof flag !== 'string' || !flag.startsWith('--') || typeof value !== 'string') return false;
  return !value.startsWith('--') && !flag.includes('=') && keys.hides(flag, value);
}

/** Node's list of header names and values in turn. */
export function safeRawHeaders(items: readonly unknown[], keys: SensitiveKeys): unknown[] {
  return items.map((item, i) => {
    const name = i % 2 === 1 ? items[i - 1] : undefined;
    return typeof name === 'string' && keys.hidesHeader(name, String(item)) ? REDACTED : item;
  });
}
