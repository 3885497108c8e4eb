import { graphqlMaskOf } from './graphql-mask';
import { KnownPaths } from './known-paths';
import { pathMaskOf } from './path-mask';
import type { PathMask } from './path-mask';
import type { SensitiveKeys } from './sensitive-keys';
import type { Spans } from './spans';

const MAX_ROUTES = 1000;

/** The routes of the app whose paths hold secrets, as `/reset/:token` says. */
export class RouteMasks {
  private readonly masks = new Map<string, PathMask | undefined>();
  private readonly secretPaths = new KnownPaths();
  /** Those whose secrets are parameters, so that a path alone is none of them. */
  private readonly graphqlAddresses = new KnownPaths();

  constructor(private readonly keys: SensitiveKeys) {}

  /** Whether no path is known to hold a secret. */
  get isEmpty(): boolean {
    return this.secretPaths.isEmpty;
  }

  /** What hides the secrets in the paths of a route; undefined where they hold none. */
  of(route: string): PathMask | undefined {
    if (this.masks.has(route)) return this.masks.get(route);
    const mask = pathMaskOf(route, this.keys);
    if (this.masks.size >= MAX_ROUTES) return mask;
    this.masks.set(route, mask);
    if (mask) this.secretPaths.add(mask);
    return mask;
  }

  /** Learns the paths that GraphQL answers at: their parameters hold the query and its variables. */
  hideGraphqlOf(paths: readonly string[]): void {
    for (const path of paths) {
      const mask = graphqlMaskOf(path);
      this.masks.set(path, mask);
      this.graphqlAddresses.add(mask);
    }
  }

  /** Finds paths of known routes in any text. */
  find(text: string, spans: Spans): void {
    this.secretPaths.find(text, spans);
    if (text.includes('?')) this.graphqlAddresses.find(text, spans);
  }
}
