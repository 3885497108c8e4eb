import type { DatabaseConnection } from '../../database/database.contract';
import { askByPoolNow } from '../known-pool';
import { LoneQuestions } from '../lone-questions';
import { sqlConnection } from '../sql-connection';
import type { AskSql } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { driversOf, poolOf } from './adapter-drivers';
import { prismaClientsOf, systemOf } from './prisma-client';
import type { PrismaClientLike } from './prisma-client';

/** The databases of PrismaClients: asked by the adapter's pool where that is known, else by a raw query. */
export function prismaConnections(
  provided: readonly Provided[],
  reconnect: boolean,
): DatabaseConnection[] {
  return prismaClientsOf(provided).map(({ alias, client }) => {
    const system = systemOf(client);
    if (system === 'mongodb') return { alias, system, ping: pinging(client) };
    return sqlConnection(alias, system, asking(client, reconnect));
  });
}

/** MongoDB takes no raw queries. */
function pinging(client: PrismaClientLike): DatabaseConnection['ping'] {
  const lone = new LoneQuestions(async () => client.$runCommandRaw?.({ ping: 1 }));
  return async (signal) => void (await lone.query('', signal));
}

function asking(client: PrismaClientLike, reconnect: boolean): AskSql {
  const lone = new LoneQuestions((sql) => client.$queryRawUnsafe(sql));
  const drivers = driversOf(client);
  return askByPoolNow(
    () => poolOf(drivers),
    reconnect,
    (sql, signal) => lone.query(sql, signal),
  );
}
