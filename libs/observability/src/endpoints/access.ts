import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { messageOf, TimeoutError, withTimeout } from '../core';
import type { Drops, Warnings } from '../core';
import { json } from './endpoint';
import type { Answer } from './endpoint';
import type { EndpointAccess, EndpointGuard } from './endpoints.options';
import { isLocalRequest } from './local-request';
import type { RefusalReason, Refusals } from './refusals';

const GUARD_WITHIN_MS = 1000;
const NOT_FOUND = json(404, { error: 'Not found' });
const TOKEN_NEEDED: Answer = {
  ...json(401, { error: 'A bearer token is required.' }),
  headers: { 'www-authenticate': 'Bearer' },
};
const CHANGES_NEED_A_LOCK = json(403, {
  error:
    'Levels can be changed only where endpoints.token or endpoints.guard identifies the caller.',
});

/** The remedy for each fault of a guard. */
const NO_BOOLEAN = 'It must return true or false.';
const TOO_LATE = 'Set a timeout on the calls that it makes.';
const FAILED = 'Return false for clients that may not read.';

/** Why a request is refused, unless it has a wrong token. */
const REASONS: Readonly<Record<Exclude<EndpointAccess, 'open'>, RefusalReason>> = {
  token: 'no token',
  guard: 'guard',
  local: 'not local',
  closed: 'closed',
};

/** The access rule of one part: which clients may read it, and how that is decided. */
export interface AccessRule {
  /** What is read, for the security log: `metrics` or `details`. */
  readonly place: string;
  readonly access: EndpointAccess;
  readonly token?: string | undefined;
  readonly guard?: EndpointGuard | undefined;
}

/** Dependencies of Access. */
export interface AccessParts {
  readonly drops: Drops;
  readonly refusals: Refusals;
  readonly warnings: Warnings;
  /** @default 1000 */
  readonly guardWithinMs?: number;
}

/** Decides which clients may read an endpoint that is not public. */
export class Access {
  private readonly peers = new WeakMap<IncomingMessage, string | undefined>();

  constructor(
    private readonly rule: AccessRule,
    private readonly parts: AccessParts,
  ) {}

  /** The address of the peer, even if it has disconnected while the guard decided. */
  peerOf(request: IncomingMessage): string | undefined {
    return this.peers.get(request) ?? request.socket?.remoteAddress;
  }

  /** A wrong token is counted here, because a page may return less to unauthorised clients instead of refusing. */
  async allows(request: IncomingMessage): Promise<boolean> {
    this.peers.set(request, request.socket?.remoteAddress);
    const isAllowed = await this.decide(request);
    if (!isAllowed && this.hasToken(request)) this.count('wrong token', request);
    return isAllowed;
  }

  /** Whether a client must identify itself. */
  get isLocked(): boolean {
    return this.rule.access === 'token' || this.rule.access === 'guard';
  }

  /**
   * The response to an unauthorised client: 401 where a token is required, else 404.
   * @param request one that `allows` has rejected
   */
  refuse(request: IncomingMessage): Answer {
    const { access } = this.rule;
    if (access !== 'open' && !this.hasToken(request)) this.count(REASONS[access], request);
    return access === 'token' ? TOKEN_NEEDED : NOT_FOUND;
  }

  /** Whether it is closed to all clients, which is counted: the app may have a route of its own at the path. */
  readonly isClosedTo = (request: IncomingMessage): boolean => {
    if (this.rule.access !== 'closed') return false;
    this.count('closed', request);
    return true;
  };

  /** Whether the client may read, as far as that is known synchronously: a guard is not called. */
  readonly isOpenTo = (request: IncomingMessage): boolean =>
    this.rule.access !== 'guard' && this.decide(request) === true;

  /** The response to a client that may read but not change levels, because it is not identified. */
  refuseChange(request: IncomingMessage): Answer {
    this.count('read only', request);
    return CHANGES_NEED_A_LOCK;
  }

  /** An empty token never grants access, whether configured or sent. */
  private decide(request: IncomingMessage): boolean | Promise<boolean> {
    const { access, token } = this.rule;
    switch (access) {
      case 'token':
        return isSameToken(bearerOf(request), token);
      case 'guard':
        return this.isAdmittedByGuard(request);
      case 'local':
        return isLocalRequest(request);
      default:
        return access === 'open';
    }
  }

  private hasToken(request: IncomingMessage): boolean {
    return this.rule.access === 'token' && bearerOf(request) !== '';
  }

  private count(reason: RefusalReason, request: IncomingMessage): void {
    const { place } = this.rule;
    this.parts.refusals.count({ place, reason, address: this.peerOf(request) });
  }

  /** A guard that fails, takes too long (its own store may hang), or returns no boolean keeps the page closed. */
  private async isAdmittedByGuard(request: IncomingMessage): Promise<boolean> {
    const { guardWithinMs = GUARD_WITHIN_MS } = this.parts;
    try {
      const guard = async (): Promise<unknown> => this.rule.guard?.(request);
      const result = await withTimeout(guard, guardWithinMs);
      if (typeof result === 'boolean') return result;
      return this.fault(NO_BOOLEAN, `returned a value of type ${typeof result}`);
    } catch (error) {
      const isLate = error instanceof TimeoutError;
      if (!isLate) return this.fault(FAILED, `failed: ${messageOf(error)}`);
      return this.fault(TOO_LATE, `did not answer within ${guardWithinMs / 1000} s`);
    }
  }

  private fault(remedy: string, fault: string): false {
    const { drops, warnings } = this.parts;
    drops.count('endpoint guard');
    const message = `endpoints.guard ${fault}; the page stays closed. ${remedy}`;
    warnings.once(`endpoints.guard ${remedy}`, message);
    return false;
  }
}

/** RFC 9110, 11.1: the name of the scheme is case-insensitive. */
function bearerOf({ headers: { authorization = '' } }: IncomingMessage): string {
  return /^bearer /i.test(authorization) ? authorization.slice('bearer '.length) : '';
}

/** Compares in constant time: hashes have the same length, whatever is sent. */
function isSameToken(sent: string, wanted: string = ''): boolean {
  return wanted !== '' && sent !== '' && timingSafeEqual(digest(sent), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
