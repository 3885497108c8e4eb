import {
  handlerNameIn,
  isMountedAt,
  matchedBy,
  mountBefore,
  mountNameIn,
  ownMountPath,
} from './express-mounts';
import type { MountName } from './express-mounts';
import { ANY_SEGMENT, namesSegments } from './route-table';
import type { RouteTable } from './route-table';

interface ExpressRoute {
  readonly path?: unknown;
  readonly methods?: Record<string, boolean>;
}

interface ExpressLayer {
  readonly route?: ExpressRoute;
  /** Express 5 answers with what it matched, older ones with true. */
  match(path: string): unknown;
}

interface ExpressRouter {
  readonly stack?: readonly ExpressLayer[];
}

/** The two things of an Express application that name its routes. */
export interface ExpressRouting {
  readonly router?: unknown;
  readonly _router?: unknown;
}

/** The parts of Nest's adapter by which middleware come to Express. */
export interface MiddlewareAdapter {
  createMiddlewareFactory(method: never): unknown;
}

type Register = (path: string, callback: never) => unknown;

/** The router of an application; Express 4 throws where Express 5 has it. */
export function routerOf(app: ExpressRouting): object | undefined {
  try {
    return app.router as object | undefined;
  } catch {
    return app._router as object | undefined;
  }
}

/** The routes of Express. Nest's middleware are routes for it as well; they are left out. */
export class ExpressRoutes implements RouteTable {
  private readonly middleware = new WeakSet<object>();
  private readonly catchAlls = new WeakMap<object, boolean>();
  /** Routes of the application itself, which no router is mounted for. */
  private readonly unmounted = new WeakSet<object>();

  constructor(private readonly app: ExpressRouting) {}

  /** Notes the middleware that Nest registers from now on. */
  watchMiddleware(adapter: MiddlewareAdapter): void {
    const original = adapter.createMiddlewareFactory;
    const note = this.noteFrom.bind(this);
    const size = (): number => this.stack.length;
    adapter.createMiddlewareFactory = function createNotedFactory(method) {
      const register = original.call(this, method) as Register;
      return (...args: Parameters<Register>): unknown => {
        const before = size();
        const result = register(...args);
        note(before);
        return result;
      };
    };
  }

  isMiddleware(route: object): boolean {
    return this.middleware.has(route);
  }

  find(method: string, path: string): string {
    let first: ExpressRoute | undefined;
    for (const layer of this.stack) {
      const { route } = layer;
      if (!route || this.middleware.has(route) || !takes(layer, method)) continue;
      if (this.isCatchAll(layer) || !matches(layer, path)) continue;
      if (isWithoutWildcard(layer)) return templateOf(route);
      first ??= route;
    }
    return first ? templateOf(first) : '';
  }

  /** Whether a route takes every path; tested once for each. */
  private isCatchAll(layer: ExpressLayer): boolean {
    const known = this.catchAlls.get(layer);
    if (known !== undefined) return known;
    const isCatchAll = matches(layer, `/${ANY_SEGMENT}/${ANY_SEGMENT}`);
    this.catchAlls.set(layer, isCatchAll);
    return isCatchAll;
  }

  /** The mount path that a route of a mounted router had, from what is left of the request. */
  mountOf(route: ExpressRoute, path: string): string {
    const [first] = this.stack;
    if (!first || this.isUnmounted(route)) return '';
    return mountBefore(first, route, path, this.longestMount(path));
  }

  /** The longest path of the app's mounts that a path begins with; '' where it begins with none. */
  longestMount(path: string): string {
    const mounts = this.stack
      .filter((layer) => !layer.route && matchedBy(layer, `/${ANY_SEGMENT}`) === '')
      .map((layer) => matchedBy(layer, path));
    return mounts.toSorted((a, b) => b.length - a.length)[0] ?? '';
  }

  /** The name of a mount path of a router in the app: `/t/:tenant` for `/t/acme`; undefined where it is unknown. */
  mountName(mount: string): MountName | undefined {
    return mountNameIn(this.stack, mount);
  }

  /** The same for the path of a handler that is no router. */
  handlerName(mount: string): MountName | undefined {
    return handlerNameIn(this.stack, mount);
  }

  /** As the app wrote the path that it is itself mounted at in another one; undefined where it is unknown. */
  entryPattern(entry: string): string | undefined {
    const pattern = ownMountPath(this.app);
    const [first] = this.stack;
    return first && pattern && isMountedAt(first, pattern, entry) ? pattern : undefined;
  }

  claims(path: string): boolean {
    return this.naming(path) !== undefined;
  }

  nameBelow(start: string): string | undefined {
    return this.naming(start + ANY_SEGMENT, start)?.path?.toString();
  }

  /** @param named the part of the path that the route must name */
  private naming(path: string, named = path): ExpressRoute | undefined {
    const found = this.stack.find(
      (layer) =>
        this.isOfApp(layer) &&
        takes(layer, 'GET') &&
        namesSegments((each) => matches(layer, each), path, named),
    );
    return found?.route;
  }

  private get stack(): readonly ExpressLayer[] {
    const router: ExpressRouter | undefined = routerOf(this.app);
    return router?.stack ?? [];
  }

  private isUnmounted(route: object): boolean {
    if (this.unmounted.has(route)) return true;
    const isOfStack = this.stack.some((layer) => layer.route === route);
    if (isOfStack) this.unmounted.add(route);
    return isOfStack;
  }

  private noteFrom(start: number): void {
    for (const { route } of this.stack.slice(start)) if (route) this.middleware.add(route);
  }

  private isOfApp({ route }: ExpressLayer): boolean {
    return route !== undefined && !this.middleware.has(route);
  }
}

/** How a route is named: patterns and lists of paths are fixed in the code, so they may be names. */
export function templateOf({ path }: ExpressRoute): string {
  if (typeof path === 'string') return path;
  return path instanceof RegExp || Array.isArray(path) ? path.toString() : '';
}

function takes({ route }: ExpressLayer, method: string): boolean {
  const methods = route?.methods ?? {};
  const name = method.toLowerCase();
  // Middleware and CORS answer OPTIONS for routes of every method; HEAD comes to those of GET.
  return (
    name === 'options' ||
    Boolean(methods['_all'] ?? methods[name] ?? (name === 'head' && methods['get']))
  );
}

function isWithoutWildcard({ route }: ExpressLayer): boolean {
  return typeof route?.path !== 'string' || !route.path.includes('*');
}

/** A path with a broken escape (`%E0%A4%A`) makes Express throw: it matches nothing. */
function matches(layer: ExpressLayer, path: string): boolean {
  try {
    return Boolean(layer.match(path));
  } catch {
    return false;
  }
}
