import { backslashed, doubled, inAdo, inCookie, inHeader, inLogfmt, inShell } from './encodings';
import { hasNoBreak, hasPlainKey, textPlace } from './place';
import type { Pair, Place } from './place';
import { nameWith } from './spellings';

const kebab = (key: string): string => nameWith('-', key);
const snake = (key: string): string => nameWith('_', key);
const accepts = (pair: Pair): boolean => hasNoBreak(pair) && hasPlainKey(pair);
const options = { accepts };
/** Where every value is a secret, whatever its name is. */
const unnamed = { accepts, keepsNeighbours: false };
const lines = (write: (key: string, value: string) => string) => (pairs: readonly Pair[]) =>
  pairs.map(([key, value]) => write(key, value)).join('\n');
const words = (write: (key: string, value: string) => string) => (pairs: readonly Pair[]) =>
  pairs.map(([key, value]) => write(key, value)).join(' ');

/** Connection strings, environments, commands and headers. */
export const CONFIGURATION_PLACES: readonly Place[] = [
  textPlace(
    '.env',
    lines((k, v) => `${snake(k).toUpperCase()}=${inLogfmt(v)}`),
    options,
  ),
  textPlace(
    '.env in single quotes',
    lines((k, v) => `${snake(k)}='${v}'`),
    {
      accepts: (pair) => accepts(pair) && !pair[1].includes("'"),
    },
  ),
  textPlace(
    'exports of a shell',
    lines((k, v) => `export ${snake(k)}=${inShell(v)}`),
    options,
  ),
  textPlace(
    '.properties',
    lines((k, v) => `${snake(k)}=${v.replaceAll('\\', String.raw`\\`)}`),
    options,
  ),
  textPlace(
    '.ini',
    lines((k, v) => `${snake(k)} = ${v}`),
    options,
  ),
  textPlace(
    'TOML',
    lines((k, v) => `${snake(k)} = ${JSON.stringify(v)}`),
    options,
  ),
  textPlace(
    'ADO.NET',
    (pairs) => `Server=db;${pairs.map(([k, v]) => `${k}=${inAdo(v)}`).join(';')};Encrypt=True`,
    options,
  ),
  textPlace(
    'ODBC',
    (pairs) => `Driver=x;${pairs.map(([k, v]) => `${k}={${doubled('}')(v)}}`).join(';')};Port=1`,
    options,
  ),
  textPlace(
    'libpq',
    (pairs) => `host=db ${pairs.map(([k, v]) => `${snake(k)}='${backslashed("'")(v)}'`).join(' ')}`,
    options,
  ),
  textPlace(
    'JDBC of PostgreSQL',
    (pairs) =>
      `jdbc:postgresql://db/shop?${pairs.map(([k, v]) => `${k}=${encodeURIComponent(v)}`).join('&')}`,
    options,
  ),
  textPlace(
    'JDBC of SQL Server',
    (pairs) =>
      `jdbc:sqlserver://db:1433;${pairs.map(([k, v]) => `${snake(k)}={${doubled('}')(v)}}`).join(';')};`,
    options,
  ),
  textPlace(
    'user info of an address',
    words((_, v) => `postgres://ada:${encodeURIComponent(v)}@db:5432/shop`),
    unnamed,
  ),
  textPlace(
    'user info as people write it',
    words((_, v) => `postgres://ada:${v}@db:5432/shop`),
    {
      accepts: (pair) => accepts(pair) && !/[\s"'`<>/?#\\]/.test(pair[1]),
      keepsNeighbours: false,
    },
  ),
  textPlace(
    'flags with a space',
    (pairs) => `app ${words((k, v) => `--${kebab(k)} ${inShell(v)}`)(pairs)}`,
    {
      accepts: (pair) => accepts(pair) && !pair[1].startsWith('-'),
    },
  ),
  textPlace(
    'flags with =',
    (pairs) => `app ${words((k, v) => `--${kebab(k)}=${inShell(v)}`)(pairs)} x`,
    options,
  ),
  textPlace(
    'curl with headers',
    (pairs) =>
      `curl ${words((k, v) => `-H ${inShell(`${kebab(k)}: ${inHeader(v)}`)}`)(pairs)} https://shop.example/a`,
    options,
  ),
  textPlace(
    'curl with a user',
    (pairs) => `curl ${words((_, v) => `-u ${inShell(`ada:${v}`)}`)(pairs)} https://shop.example/a`,
    unnamed,
  ),
  textPlace(
    'curl with data',
    (pairs) =>
      `curl -d ${inShell(new URLSearchParams(pairs as [string, string][]).toString())} https://shop.example/a`,
    options,
  ),
  textPlace(
    'cookies',
    (pairs) => `Cookie: ${pairs.map(([k, v]) => `${k}=${inCookie(v)}`).join('; ')}`,
    {
      ...options,
      keepsNeighbours: false,
    },
  ),
  textPlace(
    'set cookies',
    lines((k, v) => `Set-Cookie: ${k}=${inCookie(v)}; Path=/; HttpOnly`),
    { ...options, keepsNeighbours: false },
  ),
  textPlace(
    'HTTP message',
    (pairs) =>
      `GET /a HTTP/1.1\r\n${pairs.map(([k, v]) => `${kebab(k)}: ${inHeader(v)}\r\n`).join('')}\r\n`,
    options,
  ),
  textPlace(
    'SQL',
    words((_, v) => `ALTER USER ada IDENTIFIED BY '${doubled("'")(v)}';`),
    unnamed,
  ),
  textPlace(
    'SQL of PostgreSQL',
    words((_, v) => `CREATE ROLE ada LOGIN PASSWORD '${doubled("'")(v)}' VALID UNTIL 'infinity';`),
    unnamed,
  ),
  textPlace(
    'SQL assignments',
    (pairs) =>
      `UPDATE users SET ${pairs.map(([k, v]) => `${snake(k)} = '${doubled("'")(v)}'`).join(', ')} WHERE id = 1`,
    // MySQL reads `\\'` as a quote within, the standard does not: nobody can tell where such a value ends.
    { ...options, keepsNeighbours: false },
  ),
];
