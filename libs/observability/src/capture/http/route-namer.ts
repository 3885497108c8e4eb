import type { RequestObservation } from '../../core';

/** Tells the route template of a request that has ended; '' when no route matches. */
export interface RouteNamer {
  nameOf(observation: RequestObservation): string;
}

interface ExpressRequest {
  readonly route?: { readonly path?: unknown };
  readonly baseUrl?: string;
  readonly originalUrl?: string;
  readonly method: string;
}

interface ExpressLayer {
  readonly route?: { readonly path?: unknown; readonly methods?: Record<string, boolean> };
  match(path: string): boolean;
}

/** The two things of an Express application that name a route. */
export interface ExpressRouter {
  readonly router?: { readonly stack?: readonly ExpressLayer[] };
}

const MOST_MOUNTS = 20;

/**
 * Express leaves the matched route on the request. When a middleware ended the request before
 * the router came to a route, the router's own table is asked, then only.
 */
export class ExpressRouteNamer implements RouteNamer {
  private readonly mounts = new Set<string>();

  /** @param paths what a middleware answers as one route, which Express does not know of */
  constructor(
    private readonly app: ExpressRouter,
    private readonly paths: readonly string[] = [],
  ) {}

  nameOf({ framework, response }: RequestObservation): string {
    const request = framework as unknown as ExpressRequest;
    const path = request.route?.path;
    if (typeof path === 'string') {
      // A wildcard that ends in 404 is a middleware's path, not a route of the app.
      if (response.statusCode === 404 && path.includes('*')) return '';
      return request.baseUrl ? `${this.mountOf(request.baseUrl)}${path}` : path;
    }
    if (path === undefined) return this.search(request) || this.middlewareOf(request);
    // A pattern or a list of paths: fixed in the code, so it may name the route.
    return path instanceof RegExp || Array.isArray(path) ? path.toString() : '';
  }

  /** A mount path that has parameters holds their values; the few fixed ones come first. */
  private mountOf(baseUrl: string): string {
    if (this.mounts.size < MOST_MOUNTS) this.mounts.add(baseUrl);
    return this.mounts.has(baseUrl) ? baseUrl : '/*';
  }

  private middlewareOf(request: ExpressRequest): string {
    const path = pathOf(request);
    return this.paths.find((own) => own === path) ?? '';
  }

  private search(request: ExpressRequest): string {
    const method = request.method.toLowerCase();
    for (const layer of this.app.router?.stack ?? []) {
      const path = layer.route?.path;
      if (typeof path !== 'string' || path.includes('*')) continue;
      if (!layer.route?.methods?.[method] || !matches(layer, pathOf(request))) continue;
      return path;
    }
    return '';
  }
}

/** A path with a broken escape (`%E0%A4%A`) makes Express throw: it matches nothing. */
function matches(layer: ExpressLayer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}

/** Fastify knows the route before its first hook. */
export class FastifyRouteNamer implements RouteNamer {
  nameOf({ framework }: RequestObservation): string {
    const request = framework as { is404?: boolean; routeOptions?: { url?: string } };
    if (request.is404 === true) return '';
    const url = request.routeOptions?.url ?? '';
    return url === '*' || url === '/*' ? '' : url;
  }
}

/** Below a mount path Express shortens `url` and `path`; a middleware that throws leaves them so. */
function pathOf({ originalUrl = '/' }: ExpressRequest): string {
  const end = originalUrl.indexOf('?');
  return end < 0 ? originalUrl : originalUrl.slice(0, end);
}
