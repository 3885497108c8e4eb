import type { SensitiveKeys } from './sensitive-keys';
import { REDACTED } from './spans';

/** What is known of the paths of a route that hold a secret. */
export interface PathMask {
  /** The address of a request of this route without the secret. */
  apply(url: string): string;
  /** Source of a regular expression for what stands before the secret; undefined where any path would be one. */
  readonly before: string | undefined;
  /** Source for the secret itself. */
  readonly secret: string;
}

/** Origin, path and the rest of an address. */
const ADDRESS = /^([a-z]+:\/\/[^/?#]*)?([^?#]*)([^]*)$/i;
const PARAMETER = /:([A-Za-z_]\w*)/g;
/** Beyond one of these, parts of the path cannot be counted. */
const UNCOUNTABLE = /[*({,]|\?$/;
/** One part of a path as it stands in a text. */
const PART = '[^/\\s?#"\'<>&;)]+';
/** In routes of these, a code is a secret as well. */
const OF_A_SECRET = /verif|reset|confirm|invit|activat|auth|otp|magic|unsubscrib|login|signin|mfa/i;
const CODES = new Set(['code', 'hash', 'key']);

/** Reads a route's template, `/reset/:token`; undefined where no parameter is sensitive. */
export function pathMaskOf(route: string, keys: SensitiveKeys): PathMask | undefined {
  const parts = route.split('/');
  const hidden = parts.map((part) => isSensitive(part, route, keys));
  const first = hidden.indexOf(true);
  if (first < 0) return undefined;
  const uncountable = parts.findIndex((part) => UNCOUNTABLE.test(part));
  // An optional part before the secret one moves it to the front.
  const least = Math.max(1, Math.min(uncountable, first));
  const isHidden = uncountable < 0 ? (i: number) => hidden[i] === true : (i: number) => i >= least;
  const before = sourceOf(parts.slice(0, first));
  return { apply: (url) => mask(url, isHidden), before, secret: PART };
}

function isSensitive(part: string, route: string, keys: SensitiveKeys): boolean {
  for (const [, name = ''] of part.matchAll(PARAMETER)) {
    if (keys.has(name) || (CODES.has(name.toLowerCase()) && OF_A_SECRET.test(route))) return true;
  }
  return false;
}

/** Replaces parts of a path; origin, query and fragment stay. */
function mask(url: string, isHidden: (index: number) => boolean): string {
  const [, origin = '', path = '', rest = ''] = ADDRESS.exec(url) ?? [];
  const parts = path.split('/');
  const safe = parts.map((part, i) => (part !== '' && isHidden(i) ? REDACTED : part));
  return `${origin}${safe.join('/')}${rest}`;
}

/** @param before the parts of the template before the secret one */
function sourceOf(before: readonly string[]): string | undefined {
  const known = before.slice(before.findLastIndex((part) => UNCOUNTABLE.test(part)) + 1);
  const parts = known.filter((part) => part !== '');
  if (!parts.some((part) => !part.includes(':'))) return undefined;
  const written = parts.map((part) => (part.includes(':') ? PART : escaped(part)));
  return `/${written.join('/')}/`;
}

/** The text as a part of a regular expression. @internal */
export function escaped(part: string): string {
  return part.replaceAll(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
