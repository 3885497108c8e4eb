import type { Observer } from '../../../core';
import { QueryObserver } from '../query-observer';
import type { NamedClient } from '../../client/named-clients';
import { wrapMethod } from '../../client/replace-method';
import { systemOf } from './mikro-orm-client';
import type { MikroOrmLike } from './mikro-orm-client';

/** Observes each query of a MikroORM on a SQL database once, with its wait for a connection. */
export function instrumentMikroOrm(
  { client, alias }: NamedClient<MikroOrmLike>,
  observer: Observer,
): void {
  const connection = client.em.getConnection();
  // The driver of MongoDB has no one way for all commands.
  if (connection.getDb) return;
  const queries = new QueryObserver(observer, { system: systemOf(client), alias });
  // The entity manager and query builders send their queries by it.
  wrapMethod(connection, 'execute', observer, (execute, self, args) =>
    queries.observe(args[0], () => execute.apply(self, args)),
  );
}
