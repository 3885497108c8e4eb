import type { SensitiveKeys } from './sensitive-keys';
import { REDACTED } from './spans';

const SCHEME =
  /(?:basic|bearer|digest|negotiate|ntlm|dpop|hmac|token|apikey|aws4-hmac-sha256) {1,4}(?=\S)/iy;

/** Headers as they may be written: one value, or several where the header came more than once. */
export type SafeHeaders = Record<string, string | string[]>;

type SafeText = (text: string) => string;

/**
 * A copy of HTTP headers: cookies keep their names and lose their values, credentials keep their
 * scheme, and of the page that the client came from the origin stays (its path may be a secret link).
 */
export function safeHeaders(headers: object, keys: SensitiveKeys, text: SafeText): SafeHeaders {
  const write = (name: string, value: string): string => {
    const header = name.toLowerCase();
    if (header === 'cookie') return cookies(value, text);
    if (header === 'set-cookie') return setCookies(value, text);
    if (header === 'referer' || header === 'referrer') return originOf(value);
    if (!keys.hidesHeader(name, value)) return text(value);
    return value.slice(0, endOfScheme(value, 0)) + REDACTED;
  };
  const safe: SafeHeaders = {};
  for (const [name, value] of Object.entries(headers) as [string, unknown][]) {
    if (name === '__proto__') continue;
    if (Array.isArray(value)) safe[name] = value.map((each) => write(name, textOf(each)));
    else if (typeof value === 'string' || typeof value === 'number') {
      safe[name] = write(name, String(value));
    }
  }
  return safe;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? '' : String(value);
}

/** `a=1; b=2`, RFC 6265 section 4.2. */
function cookies(header: string, text: SafeText): string {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .map((pair) => (BASE64.test(pair) ? REDACTED : withoutValue(pair, text)))
    .join('; ');
}

/** A value without a name, with its padding. */
const BASE64 = /^[^=]+==$/;

/** Several in one header, as `fetch` joins them; behind the comma of a date no pair follows. */
const NEXT_COOKIE = /, {0,8}(?=[^\s;,=]{1,256}=)/;

function setCookies(header: string, text: SafeText): string {
  return header
    .split(NEXT_COOKIE)
    .map((cookie) => setCookie(cookie, text))
    .join(', ');
}

/** `a=1; Path=/; HttpOnly`, RFC 6265 section 4.1: only the first pair is the app's. */
function setCookie(header: string, text: SafeText): string {
  const end = header.indexOf(';');
  if (end < 0) return withoutValue(header, text);
  return withoutValue(header.slice(0, end), text) + text(header.slice(end));
}

/** A client may name a cookie anything: even a token. */
function withoutValue(pair: string, text: SafeText): string {
  const end = pair.indexOf('=');
  return end < 0 ? REDACTED : `${text(pair.slice(0, end))}=${REDACTED}`;
}

function originOf(address: string): string {
  const origin = URL.canParse(address) ? new URL(address).origin : 'null';
  return origin === 'null' ? REDACTED : origin;
}

/**
 * Where the scheme of HTTP authentication ends that begins at a place of the text, which names
 * the method and not the credentials; the place itself where none does.
 */
export function endOfScheme(text: string, at: number): number {
  SCHEME.lastIndex = at;
  return SCHEME.test(text) ? SCHEME.lastIndex : at;
}
