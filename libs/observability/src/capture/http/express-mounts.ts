const ENTRY = Symbol('entry');
const MAX_SEGMENTS = 32;

interface MountedRequest {
  readonly baseUrl?: string;
  [ENTRY]?: string | undefined;
}

/** A layer of Express's router, whose class tests a path. */
interface Layer {
  match(path: string): unknown;
}

type LayerClass = new (path: unknown, options: object, handle: () => void) => Layer;

/** Notes where the app itself is mounted, when a request comes to it by another Express application. */
export function noteEntry(request: object): void {
  const { baseUrl } = request as MountedRequest;
  if (baseUrl) (request as MountedRequest)[ENTRY] = baseUrl;
}

/** Where the app itself is mounted; '' for an app on its own. */
export function entryOf(request: object): string {
  return (request as MountedRequest)[ENTRY] ?? '';
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
  const test = testOf(layer, route);
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

function testOf(layer: object, { path }: { readonly path?: unknown }): Layer | undefined {
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
