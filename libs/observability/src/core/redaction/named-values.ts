import type { SensitiveKeys } from './sensitive-keys';
import { REDACTED } from './spans';

const NAMES = new Set(['name', 'key', 'header', 'param', 'parameter', 'field', 'property']);
const VALUES = new Set(['value', 'val', 'content']);
const MAX_LENGTH = 9;
const MAX_FLAG_LENGTH = 64;
const NAME_ONLY = /^[A-Za-z_.-]{1,64}$/;
/** 1 for each first and each last letter of these words: those of few keys are any. */
const FIRST_LETTERS = new Uint8Array(128);
const LAST_LETTERS = new Uint8Array(128);
for (const word of [...NAMES, ...VALUES]) {
  for (const written of [word, word.toUpperCase()]) {
    FIRST_LETTERS[written.charCodeAt(0)] = 1;
    LAST_LETTERS[written.charCodeAt(written.length - 1)] = 1;
  }
}

/** Whether a key that ends with this character may name a value, or stand above one. */
export function mayEndNameKey(code: number): boolean {
  return code < 128 && LAST_LETTERS[code] === 1;
}

/** The same by its first letter, too. */
export function mayBeNameKey(key: string): boolean {
  const first = key.charCodeAt(0);
  return first < 128 && FIRST_LETTERS[first] === 1 && mayEndNameKey(key.charCodeAt(key.length - 1));
}

/** Whether what stands under the key is the name of a value: `{ name: 'password', value: 'x' }`. */
export function isNameKey(key: string): boolean {
  return isOneOf(NAMES, key);
}

/** Whether what stands under the key is the value that another key names. */
export function isValueKey(key: string): boolean {
  return isOneOf(VALUES, key);
}

function isOneOf(words: ReadonlySet<string>, key: string): boolean {
  const { length } = key;
  if (length > MAX_LENGTH || !mayEndNameKey(key.charCodeAt(length - 1))) return false;
  return words.has(key) || words.has(key.toLowerCase());
}

/** Which fields hold the value that another one names as a secret's: `{ name: 'password', value: 'x' }`. */
export function namedSecrets(fields: Record<string, unknown>, keys: SensitiveKeys): string[] {
  if (!('value' in fields || 'val' in fields || 'content' in fields)) return [];
  const names = Object.keys(fields)
    .filter(isNameKey)
    .map((key) => fields[key]);
  return Object.keys(fields).filter(
    (key) =>
      isValueKey(key) &&
      names.some((name) => typeof name === 'string' && keys.hides(name, factIn(fields[key]))),
  );
}

/** `['password', 'hunter2']` is a pair, `['password', 'email']` a list of names. */
export function isPairOfSecret(items: readonly unknown[], keys: SensitiveKeys): boolean {
  if (items.length !== 2) return false;
  const [name, value] = items;
  if (typeof name !== 'string' || typeof value !== 'string') return false;
  return !NAME_ONLY.test(value) && !value.startsWith('--') && keys.hides(name, value);
}

function factIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
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

/** `--password=a b` is one argument of a command, whatever stands in it. @returns undefined where it has no secret */
export function safeFlag(argument: string, keys: SensitiveKeys): string | undefined {
  const equals = argument.indexOf('=');
  const flag = equals > 0 && equals <= MAX_FLAG_LENGTH ? argument.slice(0, equals) : '';
  const isSecret = flag !== '' && keys.hides(flag, argument.slice(equals + 1));
  return isSecret ? `${flag}=${REDACTED}` : undefined;
}
