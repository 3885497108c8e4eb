import { randomBytes } from 'node:crypto';
import { messageOf } from '../core';
import { STRONG_TOKEN, weaknessOf } from '../endpoints';
import type { EndpointAccess, EndpointsOptions } from '../endpoints';
import type { Environment } from './environment';
import { readTokenFile, TokenFileError } from './token-file';

/** What the environment says of the endpoints. What it says wrong is a warning, and closes them. */
export interface EndpointEnvironment {
  readonly token: string | undefined;
  readonly access: EndpointAccess | undefined;
  readonly warnings: readonly string[];
}

const ACCESSES: readonly EndpointAccess[] = ['open', 'token', 'closed'];
const UNKNOWN_TOKEN_BYTES = 32;
const STAY_CLOSED = 'Metrics and details stay closed.';

/** Reads OBSERVABILITY_TOKEN, OBSERVABILITY_TOKEN_FILE and OBSERVABILITY_ACCESS, where no option says it. */
export function endpointEnvironment(
  env: Environment,
  { token: givenToken, access: givenAccess }: EndpointsOptions,
): EndpointEnvironment {
  const warnings: string[] = [];
  const token = givenToken === undefined ? tokenIn(env, warnings) : undefined;
  const hasToken = givenToken !== undefined || token !== undefined;
  const isSaid = typeof givenAccess === 'string';
  const access = isSaid ? undefined : accessIn(env, hasToken, warnings);
  return { token, access, warnings };
}

/** One that cannot be used is replaced by one that nobody knows: so everything that it was to open stays closed. */
function tokenIn(env: Environment, warnings: string[]): string | undefined {
  const value = env['OBSERVABILITY_TOKEN']?.trimEnd();
  const path = env['OBSERVABILITY_TOKEN_FILE'];
  if (value && path) {
    warnings.push(
      'OBSERVABILITY_TOKEN and OBSERVABILITY_TOKEN_FILE are both set; the file is not read.',
    );
  }
  if (value) return strongOr(value, 'OBSERVABILITY_TOKEN', warnings);
  if (!path) return undefined;
  try {
    return strongOr(readTokenFile(path), 'the token in OBSERVABILITY_TOKEN_FILE', warnings);
  } catch (error) {
    const reason = error instanceof TokenFileError ? messageOf(error) : 'unreadable';
    warnings.push(
      `The file of OBSERVABILITY_TOKEN_FILE cannot be used (${reason}). ${STAY_CLOSED}`,
    );
    return unknownToken();
  }
}

function strongOr(token: string, name: string, warnings: string[]): string {
  const weakness = weaknessOf(token);
  if (weakness === undefined) return token;
  warnings.push(`${name} is easy to guess: ${weakness}. ${STAY_CLOSED} Set ${STRONG_TOKEN}.`);
  return unknownToken();
}

function unknownToken(): string {
  return randomBytes(UNKNOWN_TOKEN_BYTES).toString('base64url');
}

function accessIn(
  env: Environment,
  hasToken: boolean,
  warnings: string[],
): EndpointAccess | undefined {
  const word = env['OBSERVABILITY_ACCESS'];
  if (!word) return undefined;
  const access = ACCESSES.find((known) => known === word);
  if (access === undefined) {
    warnings.push(`OBSERVABILITY_ACCESS is none of ${ACCESSES.join(', ')}. ${STAY_CLOSED}`);
    return 'closed';
  }
  if (access === 'token' && !hasToken) {
    warnings.push(`OBSERVABILITY_ACCESS is "token", and there is no token. ${STAY_CLOSED}`);
  }
  return access;
}
