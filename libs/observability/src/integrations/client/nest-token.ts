import type { Provided } from './integration.contract';

/**
 * The same providers, with what Nest's module of a product puts behind a name taken from the
 * token: `orders` of `ordersConnection`. The one that the app gave no name has none then.
 * @param unnamed the token of that one
 */
export function withNamesOf(
  provided: readonly Provided[],
  ending: string,
  unnamed?: string,
): Provided[] {
  return provided.map(({ token, instance }) => ({
    token: token === unnamed ? undefined : withoutEnding(token, ending),
    instance,
  }));
}

function withoutEnding(token: unknown, ending: string): unknown {
  if (typeof token !== 'string' || !token.endsWith(ending)) return token;
  return token.slice(0, -ending.length);
}
