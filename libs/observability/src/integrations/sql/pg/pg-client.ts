import { hasMethods } from '../../../core';
import type { Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';
import type { PgPool } from '../connection-pool';

/** Any call of pg: `query(text, values?, callback?)` in one of its forms, `connect(callback?)`. */
export type PgCall = (...args: unknown[]) => unknown;

/** What is called of a client of pg. */
export interface PgClient {
  query: PgCall;
  /** Gives a client back to its pool; the pool sets it anew each time it hands the client out. */
  release?: PgCall;
}

/** What is called of a pool of pg. */
export interface PgClientPool extends PgPool {
  query: PgCall;
  connect: PgCall;
}

/** The pools of pg among these, each once. */
export function poolsOf(provided: readonly Provided[]): NamedClient<PgClientPool>[] {
  return allOf(provided).flatMap(({ alias, client }) =>
    isPool(client) ? [{ alias, client }] : [],
  );
}

/** The clients of pg among these that stand alone, each once. */
export function clientsOf(provided: readonly Provided[]): NamedClient<PgClient>[] {
  return allOf(provided).flatMap(({ alias, client }) =>
    isPool(client) ? [] : [{ alias, client }],
  );
}

/** Pools and clients are numbered together; one whose token is a class is called `pg`. */
function allOf(provided: readonly Provided[]): NamedClient<PgClientPool | PgClient>[] {
  return namedClients<PgClientPool | PgClient>(
    provided,
    (instance) => (isPool(instance) || isClient(instance) ? instance : undefined),
    'pg',
  );
}

function isPool(instance: object): instance is PgClientPool {
  if (!hasMethods(instance, 'connect', 'query', 'end')) return false;
  const { totalCount, idleCount, waitingCount } = instance as Partial<PgPool>;
  return [totalCount, idleCount, waitingCount].every((count) => typeof count === 'number');
}

function isClient(instance: object): instance is PgClient {
  return hasMethods(instance, 'connect', 'query', 'end', 'escapeIdentifier', 'escapeLiteral');
}
