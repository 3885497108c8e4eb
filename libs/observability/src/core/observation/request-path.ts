import type { HeardRequest } from './exchange';

/** The path and query of a request, whole and with the secrets in them. */
export function urlOf(request: HeardRequest): string {
  // Express shortens `url` below a mount path and keeps the whole one here.
  const { originalUrl } = request as { originalUrl?: string };
  return originalUrl ?? request.url ?? '';
}

/** The path of a request, without its query. */
export function pathOf(request: HeardRequest): string {
  const url = urlOf(request);
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** Whether the test holds for the route of a request ('' while it has none) or for its path. */
export function matchesRequest(
  test: (path: string) => boolean,
  route: string,
  request: HeardRequest,
): boolean {
  return (route !== '' && test(route)) || test(pathOf(request));
}
