import type { RequestView } from './exchange';

/** The path and query of a request, whole and with the secrets in them. */
export function urlOf(request: RequestView): string {
  // Express shortens `url` below a mount path and keeps the whole one here.
  const { originalUrl } = request as { originalUrl?: string };
  return originalUrl ?? request.url ?? '';
}

/** The path of a request, without its query. */
export function pathOf(request: RequestView): string {
  return pathIn(urlOf(request));
}

/** Scheme and authority of the absolute form. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i;

/** The path in the target of a request, also in the absolute form that clients of proxies send (RFC 9112, 3.2.2). */
export function pathIn(target: string): string {
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  return path.startsWith('/') ? path : path.replace(ORIGIN, '') || '/';
}

/** Whether the test holds for the route of a request ('' while it has none) or for its path. */
export function matchesRequest(
  test: (path: string) => boolean,
  route: string,
  request: RequestView,
): boolean {
  return (route !== '' && test(route)) || test(pathOf(request));
}
