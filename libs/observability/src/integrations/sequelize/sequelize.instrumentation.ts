import type { Observer } from '../../core';
import { QueryObserver } from '../database/query.observer';
import type { NamedClient } from '../named-clients';
import { replaceMethod } from '../replace-method';
import { systemOf } from './sequelize.client';
import type { SequelizeLike } from './sequelize.client';

/** Models, transactions and raw queries alike go by it. */
type Query = (sql: unknown, ...rest: unknown[]) => Promise<unknown>;

/** Observes each query of a Sequelize once, with its wait for a connection. */
export function instrumentSequelize(
  { client, alias }: NamedClient<SequelizeLike>,
  observer: Observer,
): void {
  const queries = new QueryObserver(observer, { system: systemOf(client), alias });
  const query = client.query as Query;
  replaceMethod(client, 'query', (sql: unknown, ...rest: unknown[]) =>
    queries.observe(textOf(sql), () => query.call(client, sql, ...rest)),
  );
}

/** A text, or one with its values: `{ query, values }`. */
function textOf(sql: unknown): unknown {
  return typeof sql === 'string' ? sql : (sql as { query?: unknown } | null | undefined)?.query;
}
