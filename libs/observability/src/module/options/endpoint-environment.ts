import { randomBytes } from 'node:crypto';
import { messageOf } from '../../core';
import { STRONG_TOKEN, weaknessOf } from '../../endpoints';
import type { EndpointAccess, EndpointAccesses, EndpointsOptions } from '../../endpoints';
import type { Environment } from './environment';
import { readTokenFile, TokenFileError } from './token-file';

/** The environment's settings of the endpoints. An invalid value is a warning, and closes them. */
export interface EndpointEnvironment {
  readonly token: string | undefined;
  readonly access: EndpointAccess | undefined;
  readonly warnings: readonly string[];
}

const ACCESSES: readonly EndpointAccess[] = ['open', 'token', 'closed'];
const UNKNOWN_TOKEN_BYTES = 32;
const STAY_CLOSED = 'Metrics and details stay closed.';

/** Warns that a token cannot be used. @returns its replacement */
type Refuse = (reason: string, remedy?: string) => string;

/** Reads OBSERVABILITY_TOKEN, OBSERVABILITY_TOKEN_FILE and OBSERVABILITY_ACCESS, where no option is set. */
export function endpointEnvironment(
  env: Environment,
  options: EndpointsOptions,
): EndpointEnvironment {
  const warnings: string[] = [];
  const given = accessesOf(options);
  const consequence = withoutToken(given, env, options.management !== undefined);
  const refuse: Refuse = (reason, remedy = '') => {
    warnings.push(`${reason} ${consequence}${remedy}`);
    return unknownToken();
  };
  const token = options.token === undefined ? tokenIn(env, warnings, refuse) : undefined;
  const hasToken = options.token !== undefined || token !== undefined;
  const isSaid = given.metrics !== undefined && given.details !== undefined;
  const access = isSaid ? undefined : accessIn(env, hasToken, warnings);
  return { token, access, warnings };
}

function accessesOf({ access }: EndpointsOptions): EndpointAccesses {
  return typeof access === 'string' ? { metrics: access, details: access } : (access ?? {});
}

/** What stays closed because a token cannot be used, as a sentence: only what the token would have opened. */
function withoutToken(given: EndpointAccesses, env: Environment, hasManagement: boolean): string {
  const usual = env['OBSERVABILITY_ACCESS'] || 'token';
  const isByToken = (name: keyof EndpointAccesses): boolean => (given[name] ?? usual) === 'token';
  if (isByToken('metrics')) return isByToken('details') ? STAY_CLOSED : 'Metrics stay closed.';
  if (isByToken('details')) return 'Details stay closed.';
  return hasManagement ? 'The management port stays closed.' : 'The token is ignored.';
}

/** An unusable token is replaced by a random one, so that everything it would have opened stays closed. */
function tokenIn(env: Environment, warnings: string[], refuse: Refuse): string | undefined {
  const value = env['OBSERVABILITY_TOKEN']?.trimEnd();
  const path = env['OBSERVABILITY_TOKEN_FILE']?.trim();
  if (value && path) {
    warnings.push(
      'OBSERVABILITY_TOKEN and OBSERVABILITY_TOKEN_FILE are both set; the file is not read.',
    );
  }
  if (value) return strongOr(value, 'OBSERVABILITY_TOKEN', refuse);
  if (!path) return undefined;
  try {
    return strongOr(readTokenFile(path), 'the token in OBSERVABILITY_TOKEN_FILE', refuse);
  } catch (error) {
    const reason = error instanceof TokenFileError ? messageOf(error) : 'unreadable';
    return refuse(`The file of OBSERVABILITY_TOKEN_FILE cannot be used (${reason}).`);
  }
}

function strongOr(token: string, name: string, refuse: Refuse): string {
  const weakness = weaknessOf(token);
  if (weakness === undefined) return token;
  return refuse(`${name} is easy to guess: ${weakness}.`, ` Set ${STRONG_TOKEN}.`);
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
    warnings.push(`OBSERVABILITY_ACCESS is not one of ${ACCESSES.join(', ')}. ${STAY_CLOSED}`);
    return 'closed';
  }
  if (access === 'token' && !hasToken) {
    warnings.push(`OBSERVABILITY_ACCESS is "token", but there is no token. ${STAY_CLOSED}`);
  }
  return access;
}
