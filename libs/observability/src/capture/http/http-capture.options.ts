import type { User } from '../../core';
import { rules } from '../../core';

/** How requests are observed. */
export interface HttpCaptureOptions {
  /** The header that carries the request id, in and out. @default 'x-request-id' */
  requestIdHeader?: string;
  /**
   * Tells who the request works for; asked when a log line or an error report needs it. Only the
   * id is kept. @default reads `request.user.id`, then `request.user.sub`
   */
  user?: (request: unknown) => User | undefined;
}

export const HTTP_CAPTURE_DEFAULTS: Required<HttpCaptureOptions> = {
  requestIdHeader: 'x-request-id',
  user: userOfPassport,
};

export const HTTP_CAPTURE_RULES = rules.section<HttpCaptureOptions>({
  requestIdHeader: rules.text(/^[a-z0-9-]{1,64}$/, 'a header name in lower case'),
  user: rules.func,
});

/** Passport and most guards put the user on the request. */
function userOfPassport(request: unknown): User | undefined {
  const user = (request as { user?: { id?: unknown; sub?: unknown } }).user;
  const id = user?.id ?? user?.sub;
  return typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : undefined;
}
