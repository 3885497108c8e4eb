import type { DatabaseConnection } from '../../database/database.contract';
import { queryByCurrentPool } from '../pool-query';
import { UncancellableQueries } from '../uncancellable-queries';
import { sqlConnection } from '../sql-connection';
import type { QuerySql } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { driversOf, poolOf } from './adapter-drivers';
import { prismaClientsOf, systemOf } from './prisma-client';
import type { PrismaClientLike } from './prisma-client';

/** The databases of PrismaClients: queried through the adapter's pool where that is known, else by a raw query. */
export function prismaConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  return prismaClientsOf(provided).map(({ alias, client }) => {
    const system = systemOf(client);
    if (system === 'mongodb') return { alias, system, ping: pinging(client) };
    return sqlConnection(alias, system, queryFor(client, reconnect));
  });
}

/** MongoDB takes no raw queries. */
function pinging(client: PrismaClientLike): DatabaseConnection['ping'] {
  const uncancellable = new UncancellableQueries(async () => client.$runCommandRaw?.({ ping: 1 }));
  return async (signal) => void (await uncancellable.query('', signal));
}

function queryFor(client: PrismaClientLike, reconnect: boolean): QuerySql {
  const uncancellable = new UncancellableQueries((sql) => client.$queryRawUnsafe(sql));
  const drivers = driversOf(client);
  return queryByCurrentPool(
    () => poolOf(drivers),
    reconnect,
    (sql, signal) => uncancellable.query(sql, signal),
  );
}
