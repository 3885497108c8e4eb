import { inspect } from 'node:util';
import { inForm, inJson, inLogfmt } from './encodings';
import { hasNoBreak, isOneWord, textPlace } from './place';
import type { Pair, Place } from './place';
import { nameWith } from './spellings';

const snake = (key: string): string => nameWith('_', key);
const words = (pairs: readonly Pair[], write: (pair: Pair) => string): string =>
  pairs.map(write).join(' ');
/** In prose a value goes on to the next space, and what follows it on the line may go too. */
const prose = {
  accepts: (pair: Pair): boolean => isOneWord(pair) && !/^[=:>]/.test(pair[1]),
  keepsNeighbours: false,
};

/** What programs and people write into logs and errors. */
export const MESSAGE_PLACES: readonly Place[] = [
  textPlace(
    'prose with a colon',
    (pairs) => `login: ${words(pairs, ([k, v]) => `${k}: ${v}`)}`,
    prose,
  ),
  textPlace('prose with =', (pairs) => `failed (${words(pairs, ([k, v]) => `${k}=${v}`)} )`, prose),
  textPlace(
    'logfmt',
    (pairs) => `level=info ${words(pairs, ([k, v]) => `${snake(k)}=${inLogfmt(v)}`)} status=200`,
    { accepts: hasNoBreak },
  ),
  textPlace('inspect', (pairs) => inspect(Object.fromEntries(pairs), { breakLength: 80 })),
  textPlace('inspect of a Map', (pairs) => inspect(new Map(pairs))),
  textPlace('inspect of lists', (pairs) => inspect(pairs)),
  textPlace('inspect of URLSearchParams', (pairs) =>
    inspect(new URLSearchParams(pairs as [string, string][])),
  ),
  textPlace(
    'stack of an error',
    (pairs) =>
      `AxiosError: POST /login?${pairs.map(([k, v]) => `${inForm(k)}=${inForm(v)}`).join('&')} failed\n` +
      '    at login (/app/src/login.ts:12:5)\n    at run (node:internal/x:1:2)',
  ),
  textPlace(
    'message with JSON',
    (pairs) =>
      `Request failed with status 401: ${JSON.stringify(Object.fromEntries(pairs))} (retry in 5 s)`,
  ),
  textPlace(
    'access log of nginx',
    (pairs) =>
      `1.2.3.4 - - [30/Nov/2026:05:36:58 +0000] "GET /a?${pairs.map(([k, v]) => `${inForm(k)}=${inForm(v)}`).join('&')} HTTP/1.1" 200 5 "-" "curl/8"`,
  ),
  textPlace(
    'duplicate key of PostgreSQL',
    (pairs) => pairs.map(([k, v]) => `Key (${snake(k)})=(${v}) already exists.`).join('\n'),
    { accepts: hasNoBreak, keepsNeighbours: false },
  ),
  textPlace(
    'duplicate entry of MySQL',
    (pairs) =>
      pairs.map(([k, v]) => `Duplicate entry '${v}' for key 'users.${snake(k)}'`).join('\n'),
    { accepts: hasNoBreak, keepsNeighbours: false },
  ),
];

/** Sentences: no separator stands between the name and the value, only their words. */
export const SPOKEN_PLACES: readonly Place[] = [
  textPlace('prose in quotes', (pairs) => words(pairs, ([k, v]) => `wrong ${k} "${inJson(v)}".`), {
    ...prose,
    accepts: hasNoBreak,
  }),
  textPlace('prose with is', (pairs) => words(pairs, ([k, v]) => `the ${k} is "${inJson(v)}".`), {
    ...prose,
    accepts: hasNoBreak,
  }),
];
