import { escaped } from './path-mask';
import type { PathMask } from './path-mask';
import { REDACTED } from './spans';

/** https://graphql.github.io/graphql-over-http/draft/#sec-GET: they hold what users typed. */
const TELLING = new Set(['query', 'variables', 'extensions']);

/** Reads the path that GraphQL answers at. */
export function graphqlMaskOf(path: string): PathMask {
  const before = path === '/' ? undefined : `${escaped(path)}/?\\?`;
  return { apply: withoutDocument, before, secret: '[^\\s"\'<>]+' };
}

/** The address without the values of the parameters that hold the query. */
function withoutDocument(url: string): string {
  const start = url.indexOf('?') + 1;
  if (start === 0) return url;
  return url.slice(0, start) + url.slice(start).split('&').map(safePair).join('&');
}

function safePair(pair: string): string {
  const end = pair.indexOf('=');
  if (end < 0) return pair;
  const name = pair.slice(0, end);
  return TELLING.has(decoded(name)) ? `${name}=${REDACTED}` : pair;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
