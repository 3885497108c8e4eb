import { withoutCards } from './card-number';
import { withoutRowValues } from './driver-messages';
import { graphqlMaskOf } from './graphql-mask';
import { safeHeaders } from './headers';
import type { SafeHeaders } from './headers';
import { withoutMarkedValues } from './marked-values';
import { withoutPairs } from './pairs';
import { pathKindOf } from './path-kind';
import type { PathKind } from './path-kind';
import { pathMaskOf } from './path-mask';
import type { PathMask } from './path-mask';
import { withoutRandomSegments } from './path-segments';
import { everywhere } from './patterns';
import { SafeCopy } from './safe-copy';
import { REDACTED, SensitiveKeys } from './sensitive-keys';
import { signsOf } from './text-signs';
import { HAS_SCHEME, withoutCredentials, withoutTokens } from './token-forms';
import { withoutUserInfo } from './user-info';

const LONGEST_TEXT = 16_384;
/** A secret across the cut is seen whole. */
const BEYOND_CUT = 1024;
/** No token has a shorter part, no card fewer digits, no part of a path that looks random fewer characters. */
const SHORTEST_TOKEN = 11;
const SHORTEST_CARD = 13;
const SHORTEST_SEGMENT = 32;
const MOST_ROUTES = 1000;

/**
 * Makes a copy of anything that is safe to write: secrets replaced, cycles cut, getters that throw
 * told as such, BigInt and symbols as text. It never throws and never changes what it is given.
 */
export class Redactor {
  private readonly keys: SensitiveKeys;
  private readonly patterns: readonly RegExp[];
  private readonly masks = new Map<string, PathMask | undefined>();
  private readonly secretPaths: RegExp[] = [];
  /** Those whose secrets are parameters, so that a path alone is none of them. */
  private readonly graphqlAddresses: RegExp[] = [];
  private readonly rules: ConstructorParameters<typeof SafeCopy>[0];

  /**
   * @param additionalKeys keys of the app whose values are secrets, besides the built-in ones
   * @param patterns secrets of the app's own form, found in any text
   * @param routes templates of the app's routes, so that paths are known before their route is
   */
  constructor(
    additionalKeys: readonly string[] = [],
    patterns: readonly RegExp[] = [],
    routes: readonly string[] = [],
  ) {
    this.keys = new SensitiveKeys(additionalKeys);
    this.patterns = patterns.map(everywhere);
    this.rules = { keys: this.keys, text: (text) => this.text(text) };
    for (const route of routes) this.maskOf(route);
  }

  /** The copy of a value that stands under no key. */
  value(value: unknown): unknown {
    return typeof value === 'string' ? this.text(value) : new SafeCopy(this.rules).of(value);
  }

  /** The text without secrets: tokens, passwords in addresses, values of sensitive keys, card numbers. */
  text(text: string): string {
    let safe = this.scrub(text);
    for (const path of this.secretPaths) safe = safe.replaceAll(path, `$1${REDACTED}`);
    if (this.graphqlAddresses.length > 0 && safe.includes('?')) safe = this.withoutGraphql(safe);
    return cut(safe);
  }

  /** The address of a request whose route is not known: parts of its path that look random go, too. */
  url(url: string): string {
    const isShort = url.length < SHORTEST_SEGMENT && this.secretPaths.length === 0;
    if (isShort && this.kindOf(url) === 'plain') return url;
    return this.text(withoutRandomSegments(url.slice(0, LONGEST_TEXT)));
  }

  /** The address of a request whose route is known, so that `/reset/:token` says what is secret. */
  urlOfRoute(url: string, route: string): string {
    if (route === '') return this.url(url);
    const mask = this.maskOf(route);
    const masked = mask ? mask.apply(url.slice(0, LONGEST_TEXT)) : url;
    const kind = this.kindOf(masked);
    if (kind === 'plain') return masked;
    return kind === 'long' ? withoutCards(withoutTokens(masked)) : cut(this.scrub(masked));
  }

  /** Learns the paths that GraphQL answers at: their parameters hold the query and its variables. */
  hideGraphqlOf(paths: readonly string[]): void {
    for (const path of paths) {
      const mask = graphqlMaskOf(path);
      this.masks.set(path, mask);
      if (mask.pattern) this.graphqlAddresses.push(mask.pattern);
    }
  }

  /** Whether the paths of a route hold secrets. */
  hidesPathOf(route: string): boolean {
    return this.maskOf(route) !== undefined;
  }

  /** A copy of HTTP headers: cookies keep their names, credentials their scheme. */
  headers(headers: object): SafeHeaders {
    return safeHeaders(headers, this.keys, (text) => this.text(text));
  }

  private scrub(text: string): string {
    let safe = text.slice(0, LONGEST_TEXT + BEYOND_CUT);
    for (const pattern of this.patterns) safe = safe.replaceAll(pattern, REDACTED);
    const { hasPairs, hasAt, hasMarks, digits, longestWord } = signsOf(safe);
    if (longestWord >= SHORTEST_TOKEN) safe = withoutTokens(safe);
    if (HAS_SCHEME.test(safe)) safe = withoutCredentials(safe);
    if (digits >= SHORTEST_CARD) safe = withoutCards(safe);
    if (hasAt) safe = withoutUserInfo(safe);
    safe = withoutRowValues(safe, this.keys);
    if (hasPairs) safe = withoutPairs(safe, this.keys);
    return hasMarks ? withoutMarkedValues(safe, this.keys) : safe;
  }

  /** The app's own patterns may find something in the plainest path. */
  private kindOf(url: string): PathKind {
    return this.patterns.length > 0 ? 'other' : pathKindOf(url);
  }

  private maskOf(route: string): PathMask | undefined {
    if (this.masks.has(route)) return this.masks.get(route);
    const mask = pathMaskOf(route, this.keys);
    if (this.masks.size >= MOST_ROUTES) return mask;
    this.masks.set(route, mask);
    if (mask?.pattern) this.secretPaths.push(mask.pattern);
    return mask;
  }

  private withoutGraphql(text: string): string {
    return this.graphqlAddresses.reduce(
      (safe, address) => safe.replaceAll(address, `$1${REDACTED}`),
      text,
    );
  }
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
