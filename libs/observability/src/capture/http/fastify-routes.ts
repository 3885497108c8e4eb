import { templateTest } from './fastify-template';
import { ANY_SEGMENT, namesSegments } from './route-table';
import type { RouteTable } from './route-table';

/** A route that Fastify has registered. */
export interface RegisteredRoute {
  readonly method: string | readonly string[];
  readonly url: string;
}

/** What of a Fastify instance says which routes it has. */
export interface FastifyRouting {
  readonly initialConfig?: { readonly caseSensitive?: boolean };
  hasRoute(route: { readonly method: string; readonly url: string }): boolean;
}

interface Route {
  readonly methods: readonly string[];
  readonly url: string;
  readonly matches: (path: string) => boolean;
  /** Whether it takes every path. */
  readonly isCatchAll: boolean;
}

/** The routes of Fastify, noted as they are registered. */
export class FastifyRoutes implements RouteTable {
  private readonly routes: Route[] = [];

  constructor(private readonly instance: FastifyRouting) {}

  /** To be called for each route that is registered. */
  readonly add = ({ method, url }: RegisteredRoute): void => {
    const isCaseSensitive = this.instance.initialConfig?.caseSensitive !== false;
    const matches = templateTest(url, isCaseSensitive);
    const isCatchAll = matches(`/${ANY_SEGMENT}/${ANY_SEGMENT}`);
    this.routes.push({ methods: [method].flat(), url, matches, isCatchAll });
  };

  find(method: string, path: string): string {
    let first: Route | undefined;
    for (const route of this.routes) {
      if (route.isCatchAll || !takes(route, method) || !route.matches(path)) continue;
      if (!route.url.includes('*')) return route.url;
      first ??= route;
    }
    return first?.url ?? '';
  }

  claims(path: string): boolean {
    // Those that the app registered before it gave its instance to Nest are known by their template alone.
    return this.instance.hasRoute({ method: 'GET', url: path }) || this.naming(path) !== undefined;
  }

  nameBelow(start: string): string | undefined {
    return this.naming(start + ANY_SEGMENT, start)?.url;
  }

  /** @param named the part of the path that the route must name */
  private naming(path: string, named = path): Route | undefined {
    return this.routes.find(
      ({ methods, matches }) => methods.includes('GET') && namesSegments(matches, path, named),
    );
  }
}

/** Middleware and CORS answer OPTIONS for routes of every method. */
function takes({ methods, url }: Route, method: string): boolean {
  return method === 'OPTIONS' ? url !== '*' : methods.includes(method);
}
