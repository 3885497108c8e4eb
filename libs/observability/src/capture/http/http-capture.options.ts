import type { ClientAddressMode, Tenant, User } from '../../core';
import { rules } from '../../core';

/** How requests are observed. */
export interface HttpCaptureOptions {
  /** The header that carries the request id, in and out. @default 'x-request-id' */
  requestIdHeader?: string;
  /**
   * The id of a request, where the app has one of its own in another place than the header or the request's `id`; called
   * with the framework's request when it begins, and again until it returns one. @default none
   */
  requestId?: (request: unknown) => string | undefined;
  /**
   * How addresses of clients are written, in every signal: `full`, `masked` to their network (IPv4 /24,
   * IPv6 /48) or `none`. @default 'full'
   */
  clientAddress?: ClientAddressMode;
  /**
   * Returns the user of the request; called when a log line or an error report needs it. Only error
   * events say more than the id, and only with `errors.pii`. @default reads `request.user`: `id`, else `sub`; `name`, else `username`; `email`
   */
  user?: (request: unknown) => User | undefined;
  /** Returns the customer whose data the request works on, for error events. @default none */
  tenant?: (request: unknown) => Tenant | undefined;
}

/** The options with everything filled in. */
export type ResolvedHttpCaptureOptions = Required<
  Omit<HttpCaptureOptions, 'requestId' | 'tenant'>
> &
  Pick<HttpCaptureOptions, 'requestId' | 'tenant'>;

export const HTTP_CAPTURE_DEFAULTS: ResolvedHttpCaptureOptions = {
  requestIdHeader: 'x-request-id',
  clientAddress: 'full',
  user: userOfPassport,
  requestId: undefined,
  tenant: undefined,
};

export const HTTP_CAPTURE_RULES = rules.section<HttpCaptureOptions>({
  requestIdHeader: rules.text(/^[a-z0-9-]{1,64}$/, 'a header name in lower case'),
  requestId: rules.func,
  clientAddress: rules.oneOf('full', 'masked', 'none'),
  user: rules.func,
  tenant: rules.func,
});

/** Passport and most guards put the user on the request. */
function userOfPassport(request: unknown): User | undefined {
  const { user } = request as { user?: PassportUser };
  const id = user?.id ?? user?.sub;
  if (!user || (typeof id !== 'string' && typeof id !== 'number')) return undefined;
  return new UserOfPassport(String(id), user);
}

interface PassportUser {
  readonly id?: unknown;
  readonly sub?: unknown;
  readonly name?: unknown;
  readonly username?: unknown;
  readonly email?: unknown;
}

/** Each log line reads the id; the other fields are read only where they are needed. */
class UserOfPassport implements User {
  constructor(
    readonly id: string,
    private readonly user: PassportUser,
  ) {}

  get name(): string | undefined {
    return textOrNothing(this.user.name ?? this.user.username);
  }

  get email(): string | undefined {
    return textOrNothing(this.user.email);
  }
}

function textOrNothing(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
