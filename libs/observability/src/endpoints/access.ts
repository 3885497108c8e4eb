import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Losses } from '../core';
import { json } from './endpoint';
import type { Answer } from './endpoint';
import type { EndpointAccess, EndpointGuard } from './endpoints.options';

const GUARD_WITHIN_MS = 1000;
const CHALLENGE = { 'www-authenticate': 'Bearer' };

/** The rule of one place: who may read it, and what decides. */
export interface AccessRule {
  readonly access: EndpointAccess;
  readonly token?: string;
  readonly guard?: EndpointGuard;
}

/** Decides who may read what is not for everybody. */
export class Access {
  constructor(
    private readonly rule: AccessRule,
    private readonly losses: Losses,
    private readonly guardWithinMs = GUARD_WITHIN_MS,
  ) {}

  async allows(request: IncomingMessage): Promise<boolean> {
    const { access, token } = this.rule;
    switch (access) {
      case 'token':
        return token !== undefined && isSame(bearerOf(request.headers.authorization), token);
      case 'guard':
        return this.ask(request);
      default:
        return access === 'open';
    }
  }

  /** Whether somebody has to bring something to be let in. */
  get isLocked(): boolean {
    return this.rule.access === 'token' || this.rule.access === 'guard';
  }

  /** What a stranger gets: with a token to bring, the way to bring it; else the place is not there. */
  get refusal(): Answer {
    return this.rule.access === 'token'
      ? { ...json(401, { error: 'A bearer token is needed.' }), headers: CHALLENGE }
      : json(404, { error: 'Not found' });
  }

  /** A guard that fails, or takes too long, keeps the door shut. */
  private async ask(request: IncomingMessage): Promise<boolean> {
    const limit = new AbortController();
    try {
      const word = this.rule.guard?.(request);
      return (await Promise.race([word, tooLate(this.guardWithinMs, limit.signal)])) === true;
    } catch {
      this.losses.count('endpoint guard');
      return false;
    } finally {
      limit.abort();
    }
  }
}

/** A page must not hang because the guard's own store does. */
async function tooLate(withinMs: number, signal: AbortSignal): Promise<never> {
  await setTimeout(withinMs, undefined, { signal, ref: false });
  throw new Error('The guard gave no answer');
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
