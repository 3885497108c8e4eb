import { pathIn } from '../../core';
import { NO_NAME } from './express-mounts';
import { templateOf } from './express-routes';
import type { ExpressRoutes } from './express-routes';
import type { HttpObservation } from './observed-response';
import type { RouteTable } from './route-table';

/** Finds the route template of a request that has ended; '' when no route matches. */
export interface RouteNamer {
  nameOf(observation: HttpObservation): string;
}

interface ExpressRequest {
  readonly baseUrl?: string;
  readonly route?: { readonly path?: unknown };
  readonly originalUrl?: string;
  readonly method: string;
}

const MAX_MOUNTS = 20;
const MAX_KNOWN = 200;
const FIRST_FAILURE = 400;

/**
 * Express leaves the matched route on the request. When a middleware ended the request before
 * the router came to a route, the router's own table is searched, and only then.
 */
export class ExpressRouteNamer implements RouteNamer {
  private readonly mounts = new Set<string>();
  /** By mount path, so that its pattern is not looked for with each request. */
  private readonly mountLabels = new Map<string, string>();
  private readonly handlerLabels = new Map<string, string>();
  private readonly paths: ReadonlyMap<string, string>;

  /** @param paths paths at which a middleware answers as one route, without a route of Express */
  constructor(
    private readonly routes: ExpressRoutes,
    paths: readonly string[] = [],
  ) {
    this.paths = new Map(paths.map((path) => [plain(path), path]));
  }

  nameOf(observation: HttpObservation): string {
    const request = observation.framework as unknown as ExpressRequest;
    const own = this.paths.size > 0 && this.paths.get(plain(pathOf(observation, request)));
    if (own) return own;
    if (observation.isUnrouted) return '';
    const { route } = request;
    if (route === undefined || this.routes.isMiddleware(route)) {
      return this.nameWithoutRoute(observation, request);
    }
    const template = templateOf(route);
    const mount = this.mountOf(observation, request, route);
    if (!mount || typeof route.path !== 'string') return template;
    const entry = mount.startsWith(observation.entry) ? observation.entry : '';
    return this.mountLabel(entry, mount.slice(entry.length)) + template;
  }

  /**
   * What a handler without a route answers is named by where it is mounted: `/docs` and, for all paths below, `/docs/*`
   * for `app.use('/docs', handler)`. What a middleware answers for a route is named by the route.
   */
  private nameWithoutRoute(observation: HttpObservation, request: ExpressRequest): string {
    const path = pathOf(observation, request);
    const entry = this.mountLabel(observation.entry, '');
    const found = this.routes.find(methodOf(observation), path);
    const mount =
      handlerMountOf(observation, request) || (found ? '' : this.lostMount(observation, path));
    const handler = mount && this.handlerLabel(mount);
    if (found && (handler === '' || isWithin(found, handler))) return entry + found;
    if (handler === '') return '';
    const isBelow = plain(path).length > mount.length;
    return entry + (isBelow ? `${handler}/*` : handler);
  }

  private handlerLabel(mount: string): string {
    return kept(this.handlerLabels, mount, () => {
      const { text, isFixed } = this.routes.handlerName(mount) ?? NO_NAME;
      return isFixed || this.isAmongFirst(text) ? text : '';
    });
  }

  /** Express takes the mount back when a handler passes an error on. */
  private lostMount({ failed, response }: HttpObservation, path: string): string {
    const hasFailed = failed || response.statusCode >= FIRST_FAILURE;
    return hasFailed ? this.routes.longestMount(path) : '';
  }

  /** An error that comes out of a mounted router leaves its route without the mount. */
  private mountOf(observation: HttpObservation, request: ExpressRequest, route: object): string {
    const { baseUrl = '' } = request;
    const { entry, failed, response } = observation;
    const isLost = baseUrl === entry && (failed || response.statusCode >= FIRST_FAILURE);
    return isLost ? entry + this.routes.mountOf(route, pathOf(observation, request)) : baseUrl;
  }

  /**
   * Names a mount path by its pattern. Where Express does not expose the pattern, the path holds the values of its
   * parameters; the few fixed ones come first.
   * @param entry where the app itself is mounted
   * @param inner where one of its routers is
   */
  private mountLabel(entry: string, inner: string): string {
    const mount = entry + inner;
    if (mount === '') return '';
    return kept(this.mountLabels, mount, () => {
      const outer = entry && this.routes.entryPattern(entry);
      const name = inner ? this.routes.mountName(inner) : NO_NAME;
      const label = (outer ?? entry) + (name?.text ?? inner);
      const isFixed = outer !== undefined && name?.isFixed === true;
      return isFixed || this.isAmongFirst(label) ? label : '/*';
    });
  }

  /** The first ones that contain values of clients are good names: the few fixed ones come first. */
  private isAmongFirst(label: string): boolean {
    if (this.mounts.size < MAX_MOUNTS) this.mounts.add(label);
    return this.mounts.has(label);
  }
}

/** Where the handler is mounted that has answered, within the app; '' where it has passed the request on. */
function handlerMountOf({ entry }: HttpObservation, request: ExpressRequest): string {
  const { baseUrl = '' } = request;
  return baseUrl.startsWith(entry) ? baseUrl.slice(entry.length) : '';
}

/** Whether a route lies at a mount path or below it, whatever their parameters are called. */
function isWithin(route: string, mount: string): boolean {
  const [inner, outer] = [route, mount].map((each) => plain(each).replaceAll(/:\w+/g, ':'));
  return `${inner}/`.startsWith(`${outer}/`);
}

/** Makes a value once, and keeps so many of them. */
function kept(labels: Map<string, string>, key: string, make: () => string): string {
  const known = labels.get(key);
  if (known !== undefined) return known;
  const label = make();
  if (labels.size >= MAX_KNOWN) labels.clear();
  labels.set(key, label);
  return label;
}

interface FastifyRequest {
  readonly originalUrl?: string;
  readonly is404?: boolean;
  readonly routeOptions?: { readonly url?: string };
}

/** Fastify knows the route before its first hook. */
export class FastifyRouteNamer implements RouteNamer {
  constructor(private readonly routes: RouteTable) {}

  nameOf(observation: HttpObservation): string {
    const request = observation.framework as FastifyRequest;
    if (observation.isUnrouted) return '';
    const url = request.routeOptions?.url ?? '';
    // `*` is how @fastify/cors answers OPTIONS.
    if (request.is404 !== true && url !== '*') return url;
    if (observation.method !== 'OPTIONS') return '';
    // Middleware shorten `url` as Express's do.
    return this.routes.find(methodOf(observation), pathIn(request.originalUrl ?? ''));
  }
}

/** The method of the route that is meant: OPTIONS may ask for another one. */
function methodOf({ method, request }: HttpObservation): string {
  const preflighted = method === 'OPTIONS' && request.headers['access-control-request-method'];
  return preflighted || method;
}

/** Below a mount path Express shortens `url` and `path`; a middleware that throws leaves them so. */
function pathOf({ entry }: HttpObservation, request: ExpressRequest): string {
  const { originalUrl = '/' } = request;
  return pathIn(originalUrl).slice(entry.length);
}

/** As Express compares paths: without case, and with a slash at the end or without. */
function plain(path: string): string {
  return path.toLowerCase().replace(/\/$/, '');
}
