import { inspect } from 'node:util';
import type { Redactor } from '../../../libs/observability/src/core';

/** A name and what stands under it. */
export type Pair = readonly [key: string, value: string];

/** What an app does with what is written there, which decides how the redactor reads it. */
export type PlaceKind = 'text' | 'address' | 'value' | 'headers';

/** Somewhere that names and values are written, each encoded by the rules of the place. */
export interface Place {
  readonly name: string;
  readonly kind: PlaceKind;
  /** Whether what stands beside a secret has to stay: not where a whole line or block may be one. */
  readonly keepsNeighbours: boolean;
  /** Whether the place can hold it at all; a header has no line breaks. */
  readonly accepts: (pair: Pair) => boolean;
  /** Whether it is (part of) an address, where OAuth's everyday words are secrets. */
  readonly isAddress: boolean;
  /** What is given to the redactor. */
  readonly make: (pairs: readonly Pair[]) => unknown;
  /** The same as text. */
  readonly write: (pairs: readonly Pair[]) => string;
  /** What the redactor leaves of it, as text. */
  readonly redact: (redactor: Redactor, pairs: readonly Pair[]) => string;
}

type Options = Partial<Pick<Place, 'keepsNeighbours' | 'accepts' | 'isAddress'>>;
type Write = Place['write'];

const DEFAULTS = { keepsNeighbours: true, accepts: () => true, isAddress: false };

/** A text, for `Redactor.text`. */
export function textPlace(name: string, write: Write, options: Options = {}): Place {
  return {
    ...DEFAULTS,
    ...options,
    name,
    kind: 'text',
    make: write,
    write,
    redact: (redactor, pairs) => redactor.text(write(pairs)),
  };
}

/** An address, for `text`, `url` and `urlOfRoute`: three places. */
export function addressPlaces(name: string, write: Write, options: Options = {}): Place[] {
  const all = { isAddress: true, ...options };
  return [
    textPlace(`${name} in a text`, (pairs) => `GET ${write(pairs)} failed`, all),
    {
      ...textPlace(name, write, all),
      kind: 'address',
      redact: (redactor, pairs) => redactor.url(write(pairs)),
    },
    {
      ...textPlace(`${name} of a known route`, write, all),
      kind: 'address',
      redact: (redactor, pairs) => redactor.urlOfRoute(write(pairs), '/a'),
    },
  ];
}

/** Something else than a text, for `Redactor.value` or `.headers`. */
export function structuredPlace<T>(
  name: string,
  make: (pairs: readonly Pair[]) => T,
  options: Options & { redact?: (redactor: Redactor, value: T) => unknown } = {},
): Place {
  const { redact = (redactor: Redactor, value: T) => redactor.value(value), ...rest } = options;
  return {
    ...DEFAULTS,
    ...rest,
    name,
    kind: options.redact ? 'headers' : 'value',
    make,
    write: (pairs) => readable(make(pairs)),
    redact: (redactor, pairs) => readable(redact(redactor, make(pairs))),
  };
}

/** All texts of a value, with nothing in them changed. */
function readable(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readable).join('\n');
  if (value instanceof Map || value instanceof Headers || value instanceof FormData) {
    return readable([...value]);
  }
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof URLSearchParams || value instanceof URL) return String(value);
  const own = Object.getOwnPropertyNames(value).flatMap((name) => [
    name,
    readable((value as Record<string, unknown>)[name]),
  ]);
  return own.length === 0 ? inspect(value) : own.join('\n');
}

/** Without what cannot be on one line. */
export const hasNoBreak = ([, value]: Pair): boolean => !/[\r\n\u2028\u0085]/.test(value);

/** Without what ends a value in prose: where it stops nobody can tell. */
export const isOneWord = ([, value]: Pair): boolean => !/\s/.test(value);

/** Headers, elements and variables have names of ASCII. */
export const hasPlainKey = ([key]: Pair): boolean => /^[\x20-\x7e]+$/.test(key);
