import { hasNoBreak, hasPlainKey, structuredPlace } from './place';
import type { Pair, Place } from './place';
import { nameWith } from './spellings';

const objectOf = (pairs: readonly Pair[]): Record<string, string> => Object.fromEntries(pairs);
const kebab = (key: string): string => nameWith('-', key);
const entries = (pairs: readonly Pair[]): [string, string][] => pairs.map(([k, v]) => [k, v]);
const isHeader = ([key, value]: Pair): boolean =>
  hasPlainKey([key, value]) && /^[\x20-\x7e]*$/.test(value);

/** Objects that apps log, and headers. */
export const STRUCTURED_PLACES: readonly Place[] = [
  structuredPlace('object', objectOf),
  structuredPlace('object in a list in an object', (pairs) => ({ a: [{ b: objectOf(pairs) }] })),
  structuredPlace('object without a prototype', (pairs) =>
    Object.assign(Object.create(null), objectOf(pairs)),
  ),
  structuredPlace('list under the key', (pairs) =>
    Object.fromEntries(pairs.map(([k, v]) => [k, [v]])),
  ),
  structuredPlace('Map', (pairs) => new Map(pairs)),
  structuredPlace('lists of pairs', entries),
  structuredPlace('HAR pairs as objects', (pairs) =>
    pairs.map(([name, value]) => ({ name, value })),
  ),
  structuredPlace('parameters', (pairs) => new URLSearchParams(entries(pairs))),
  structuredPlace('URL', (pairs) => {
    const url = new URL('https://shop.example/a');
    for (const [key, value] of pairs) url.searchParams.append(key, value);
    return url;
  }),
  structuredPlace(
    'FormData',
    (pairs) => {
      const data = new FormData();
      for (const [key, value] of pairs) data.append(key, value);
      return data;
    },
    { keepsNeighbours: false },
  ),
  structuredPlace('toJSON', (pairs) => ({ toJSON: () => objectOf(pairs) })),
  structuredPlace('fields of an error', (pairs) => Object.assign(new Error('no'), objectOf(pairs))),
  structuredPlace(
    'message of a cause',
    (pairs) => new Error('no', { cause: new Error(JSON.stringify(objectOf(pairs))) }),
  ),
  structuredPlace('body as text', (pairs) => ({ body: JSON.stringify(objectOf(pairs)) })),
  structuredPlace(
    'body in a Buffer',
    (pairs) => ({
      body: Buffer.from(JSON.stringify(objectOf(pairs))),
    }),
    { keepsNeighbours: false },
  ),
  structuredPlace('form taken for a key', (pairs) => ({
    [new URLSearchParams(entries(pairs)).toString()]: '',
  })),
  structuredPlace(
    'arguments with a space',
    (pairs) => ['app', ...pairs.flatMap(([k, v]) => [`--${kebab(k)}`, v])],
    { accepts: ([key, value]) => hasPlainKey([key, value]) && !value.startsWith('--') },
  ),
  structuredPlace('arguments with =', (pairs) => pairs.map(([k, v]) => `--${kebab(k)}=${v}`), {
    accepts: hasPlainKey,
  }),
  structuredPlace(
    'raw headers',
    (pairs) => ({ rawHeaders: ['Host', 'shop', ...pairs.flatMap(([k, v]) => [kebab(k), v])] }),
    { accepts: isHeader },
  ),
  structuredPlace('headers', (pairs) => Object.fromEntries(pairs.map(([k, v]) => [kebab(k), v])), {
    accepts: isHeader,
    redact: (redactor, headers) => redactor.headers(headers),
  }),
  structuredPlace(
    'headers that came twice',
    (pairs) => Object.fromEntries(pairs.map(([k, v]) => [kebab(k), [v, v]])),
    { accepts: isHeader, redact: (redactor, headers) => redactor.headers(headers) },
  ),
  structuredPlace(
    'cookies of a request',
    (pairs) => ({ cookie: pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('; ') }),
    {
      accepts: (pair) => hasPlainKey(pair) && hasNoBreak(pair),
      redact: (redactor, headers) => redactor.headers(headers),
      keepsNeighbours: false,
    },
  ),
  structuredPlace(
    'address that a header tells',
    (pairs) => ({ location: `/a?${new URLSearchParams(entries(pairs)).toString()}` }),
    { isAddress: true, redact: (redactor, headers) => redactor.headers(headers) },
  ),
];
