import { hasMethods } from '../integration.contract';
import type { Provided } from '../integration.contract';
import type { PgPool } from '../database/connection-pool';

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

/** A client or pool and what the app calls it: its token in the container. */
export interface Named<T> {
  readonly alias: string;
  readonly client: T;
}

/** The pools of pg among these, each once. */
export function poolsOf(provided: readonly Provided[]): Named<PgClientPool>[] {
  return named(provided).flatMap(({ alias, client }) =>
    isPool(client) ? [{ alias, client }] : [],
  );
}

/** The clients of pg among these that stand alone, each once. */
export function clientsOf(provided: readonly Provided[]): Named<PgClient>[] {
  return named(provided).flatMap(({ alias, client }) =>
    isClient(client) ? [{ alias, client }] : [],
  );
}

/** All of pg's, under names that are told apart: `PG_POOL`, `PG_POOL2`. */
function named(provided: readonly Provided[]): Named<object>[] {
  const ours = provided.filter(({ instance }) => isPool(instance) || isClient(instance));
  const first = new Map<object, string>();
  const taken = new Map<string, number>();
  for (const { token, instance } of ours) {
    if (first.has(instance)) continue;
    const name = textOf(token);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    first.set(instance, count === 1 ? name : `${name}${count}`);
  }
  return [...first].map(([client, alias]) => ({ alias, client }));
}

/** A class as token says nothing: it is pg's own. */
function textOf(token: unknown): string {
  if (typeof token === 'string') return token;
  return (typeof token === 'symbol' && token.description) || 'pg';
}

function isPool(instance: object): instance is PgClientPool {
  if (!hasMethods(instance, 'connect', 'query', 'end')) return false;
  const { totalCount, idleCount, waitingCount } = instance as Partial<PgPool>;
  return [totalCount, idleCount, waitingCount].every((count) => typeof count === 'number');
}

function isClient(instance: object): instance is PgClient {
  return hasMethods(instance, 'connect', 'query', 'end', 'escapeIdentifier', 'escapeLiteral');
}
