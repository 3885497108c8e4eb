import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { json } from './endpoint';
import type { Answer } from './endpoint';
import type { ResolvedEndpointsOptions } from './endpoints.options';

/** Decides who may read what is not for everybody. */
export class Access {
  constructor(private readonly options: Pick<ResolvedEndpointsOptions, 'access' | 'token'>) {}

  allows({ headers }: IncomingMessage): boolean {
    const { access, token } = this.options;
    if (access !== 'token') return access === 'open';
    return token !== undefined && isSame(headers.authorization ?? '', `Bearer ${token}`);
  }

  /** What a stranger gets: with a token to bring, the way to bring it; else the place is not there. */
  get refusal(): Answer {
    return this.options.access === 'token'
      ? json(401, { error: 'A bearer token is needed.' })
      : json(404, { error: 'Not found' });
  }
}

/** Compares in a time that tells nothing: hashes have one length, whatever is sent. */
function isSame(given: string, wanted: string): boolean {
  return timingSafeEqual(digest(given), digest(wanted));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
