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

const INDEXES = new Map<string, number>(METHODS.map((method, index) => [method, index]));

/** The index of a method, for look-ups by number. */
export function methodOf(method: string): number {
  return INDEXES.get(method) ?? 0;
}
