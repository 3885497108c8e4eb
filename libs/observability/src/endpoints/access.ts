import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json } from './endpoint';
import type { Answer } from './endpoint';
import type { ResolvedEndpointsOptions } from './endpoints.options';

const CHALLENGE = { 'www-authenticate': 'Bearer' };

/** Decides who may read what is not for everybody. */
export class Access {
  constructor(private readonly options: Pick<ResolvedEndpointsOptions, 'access' | 'token'>) {}

  allows({ headers }: IncomingMessage): boolean {
    const { access, token } = this.options;
    if (access !== 'token') return access === 'open';
    return token !== undefined && isSame(bearerOf(headers.authorization), token);
  }

  /** What a stranger gets: with a token to bring, the way to bring it; else the place is not there. */
  get refusal(): Answer {
    return this.options.access === 'token'
      ? { ...json(401, { error: 'A bearer token is needed.' }), headers: CHALLENGE }
      : json(404, { error: 'Not found' });
  }
}

/** RFC 9110, 11.1: the name of the scheme has no case. */
function bearerOf(authorization = ''): string {
  return /^bearer /i.test(authorization) ? authorization.slice('bearer '.length) : '';
}

/** Compares in a time that tells nothing: hashes have one length, whatever is sent. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
