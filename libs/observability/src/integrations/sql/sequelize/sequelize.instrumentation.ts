import type { Observer } from '../../../core';
import { QueryObserver } from '../query-observer';
import type { NamedClient } from '../../client/named-clients';
import { wrapMethod } from '../../client/replace-method';
import { systemOf } from './sequelize-client';
import type { SequelizeLike } from './sequelize-client';

/** Observes each query of a Sequelize once, with its wait for a connection. */
export function instrumentSequelize(
  { client, alias }: NamedClient<SequelizeLike>,
  observer: Observer,
): void {
  const queries = new QueryObserver(observer, { system: systemOf(client), alias });
  // Models, transactions and raw queries alike go by it.
  wrapMethod(client, 'query', observer, (query, self, args) =>
    queries.observe(textOf(args[0]), () => query.apply(self, args)),
  );
}

/** A text, or one with its values: `{ query, values }`. */
function textOf(sql: unknown): unknown {
  return typeof sql === 'string' ? sql : (sql as { query?: unknown } | null | undefined)?.query;
}
