import { ANY_SEGMENT } from './route-table';

const MAX_SEGMENTS = 32;

/** A layer of Express's router, whose class tests a path. */
interface Layer {
  /** Express 5 answers with what it matched; Express 4 with true, and leaves it on the layer. */
  match(path: string): unknown;
}

/** What a layer matched. */
interface Match {
  readonly path?: unknown;
  readonly params?: Record<string, unknown>;
  /** As the app wrote it; routers before 2.3 do not say it. */
  readonly pattern?: unknown;
}

/** The name of a mount path. */
export interface MountName {
  readonly text: string;
  /** Whether it is as the app wrote it; else it may contain values that clients choose. */
  readonly isFixed: boolean;
}

/** Of no mount. */
export const NO_NAME: MountName = { text: '', isFixed: true };

interface MountLayer extends Layer {
  readonly route?: object;
  readonly handle?: { readonly name?: string; readonly stack?: readonly MountLayer[] };
}

/** An Express application that is mounted in another one. */
interface MountedApp {
  readonly mountpath?: unknown;
  readonly parent?: MountedApp;
}

type LayerClass = new (path: unknown, options: object, handle: () => void) => Layer;

/** What of the path a layer takes off: '' where it takes nothing, or does not match. */
export function matchedBy(layer: Layer, path: string): string {
  const { path: matched } = matchOf(layer, path) ?? {};
  return typeof matched === 'string' ? matched : '';
}

function matchOf(layer: Layer, path: string): Match | undefined {
  try {
    const match = layer.match(path);
    // Express 4 leaves what it matched on the layer.
    return match === true ? (layer as Match) : match || undefined;
  } catch {
    // A broken escape makes Express throw.
    return undefined;
  }
}

/** Matches any end of a path: it says nothing of where a handler is mounted. */
const WILDCARD = /[*{(]/;

/** The name of a mount path, from the layers of a router and of those mounted in it. */
export function mountNameIn(stack: readonly MountLayer[], mount: string): MountName | undefined {
  return nameBy(stack, mount, ({ handle }) => {
    // What is no router may fit as well (`/{*any}`), and nothing is mounted in it.
    return handle?.stack !== undefined || handle?.name === 'mounted_app';
  });
}

/** The same for a handler that is mounted without being a router: `app.use('/docs', handler)`. */
export function handlerNameIn(stack: readonly MountLayer[], mount: string): MountName | undefined {
  return nameBy(stack, mount, (layer) => !takesAnything(layer));
}

function takesAnything(layer: MountLayer): boolean {
  const { pattern } = matchOf(layer, `/${ANY_SEGMENT}`) ?? {};
  return pattern instanceof RegExp || (typeof pattern === 'string' && WILDCARD.test(pattern));
}

function nameBy(
  stack: readonly MountLayer[],
  mount: string,
  isMount: (layer: MountLayer) => boolean,
): MountName | undefined {
  for (const layer of stack) {
    const inner = layer.handle?.stack;
    const matched = !layer.route && isMount(layer) ? matchedBy(layer, mount) : '';
    const rest = mount.slice(matched.length);
    if (matched === '' || (rest !== '' && !inner)) continue;
    const start = nameOf(layer, matched);
    const end = rest === '' ? NO_NAME : nameBy(inner!, rest, isMount);
    if (start && end) return joined(start, end);
  }
  return undefined;
}

function joined(start: MountName, end: MountName): MountName {
  return { text: start.text + end.text, isFixed: start.isFixed && end.isFixed };
}

/** As the app wrote it, or with the name of a parameter in place of each segment that may be any. */
function nameOf(layer: Layer, matched: string): MountName | undefined {
  const { pattern } = matchOf(layer, matched) ?? {};
  if (pattern instanceof RegExp) return { text: pattern.toString(), isFixed: true };
  if (typeof pattern === 'string') return { text: withoutSlash(pattern), isFixed: true };
  const segments = matched.split('/');
  const names = segments.map((segment, i) => {
    const changed = segments.with(i, ANY_SEGMENT).join('/');
    const match = segment === '' ? undefined : matchOf(layer, changed);
    if (match?.path !== changed) return segment;
    const [name] = Object.entries(match.params ?? {}).find(([, v]) => v === ANY_SEGMENT) ?? [];
    return name && `:${name}`;
  });
  return names.includes(undefined) ? undefined : { text: names.join('/'), isFixed: false };
}

/** The path at which Express says that an application is mounted; undefined for one on its own, and where it has several. */
export function ownMountPath(app: object): string | undefined {
  const { mountpath, parent } = app as MountedApp;
  if (!parent) return '';
  const outer = ownMountPath(parent);
  if (typeof mountpath !== 'string' || outer === undefined) return undefined;
  return outer + withoutSlash(mountpath);
}

/** Express mounts at `/docs/` what it mounts at `/docs`. */
function withoutSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether the pattern is the one behind a mount path. @param layer any layer of the application, for its class */
export function isMountedAt(layer: object, pattern: string, entry: string): boolean {
  const test = testOf(layer, pattern);
  return test !== undefined && matches(test, entry);
}

/**
 * Finds the mount path of a route again. Express takes it back when a mounted router passes an error on, so
 * `/queues/api/boom` ends as `/boom`; what the route does not match of the path is where it is mounted.
 * @param layer any layer of the application, for its class
 * @param start the part of the path that is known to be the mount's
 */
export function mountBefore(
  layer: object,
  route: { readonly path?: unknown },
  path: string,
  start: string,
): string {
  const test = testOfRoute(layer, route);
  const rest = path.slice(start.length);
  // One that begins with what may be anything, or nothing, fits everywhere.
  if (!test || !/^\/(?:$|[^{*])/.test(String(route.path))) return start;
  for (const end of slashesIn(rest)) {
    if (matches(test, rest.slice(end) || '/')) return start + rest.slice(0, end);
  }
  return start;
}

/** Where the last segments of a path begin, the shortest rest first; a path may be long. */
function slashesIn(path: string): number[] {
  const starts = path === '/' ? [] : [path.length];
  let at = path.lastIndexOf('/');
  while (at >= 0 && starts.length < MAX_SEGMENTS) {
    starts.push(at);
    at = at === 0 ? -1 : path.lastIndexOf('/', at - 1);
  }
  return starts;
}

/** The test of each route, made once; undefined where none can be made. */
const tests = new WeakMap<object, Layer | undefined>();

function testOfRoute(layer: object, route: { readonly path?: unknown }): Layer | undefined {
  if (!tests.has(route)) tests.set(route, testOf(layer, route.path));
  return tests.get(route);
}

function testOf(layer: object, path: unknown): Layer | undefined {
  try {
    const LayerOfApp = layer.constructor as LayerClass;
    return new LayerOfApp(path, { end: true }, () => undefined);
  } catch {
    // An Express that makes its layers otherwise.
    return undefined;
  }
}

function matches(layer: Layer, path: string): boolean {
  try {
    return Boolean(layer.match(path));
  } catch {
    return false;
  }
}
