/**
 * The values of `http_request_method`: RFC 9110 and 5789; any other word is `OTHER` (OpenTelemetry:
 * `_OTHER`), since a client chooses it.
 */
export const METHODS = [
  'OTHER',
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'CONNECT',
] as const;

const PLACES = new Map<string, number>(METHODS.map((method, place) => [method, place]));

/** The place of a method among them, to find things by number. */
export function methodOf(method: string): number {
  return PLACES.get(method) ?? 0;
}
