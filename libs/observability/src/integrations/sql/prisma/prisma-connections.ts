import type { DatabaseConnection } from '../../database/database.contract';
import { CurrentPool } from '../current-pool';
import { sqlConnection } from '../sql-connection';
import type { SqlClient } from '../sql-connection';
import type { Provided } from '../../client/integration.contract';
import { driversOf, poolOf } from './adapter-drivers';
import { prismaClientsOf, systemOf } from './prisma-client';
import type { PrismaClientLike } from './prisma-client';

/** The databases of PrismaClients: queried through the adapter's pool where that is known, else by a raw query. */
export function prismaConnections(provided: readonly Provided[]): DatabaseConnection[] {
  return prismaClientsOf(provided).map(({ alias, client }) => {
    const system = systemOf(client);
    if (system === 'mongodb') return { alias, system, ping: () => ping(client) };
    return sqlConnection(alias, system, clientFor(client));
  });
}

/** MongoDB takes no raw queries. */
async function ping(client: PrismaClientLike): Promise<void> {
  await client.$runCommandRaw?.({ ping: 1 });
}

function clientFor(client: PrismaClientLike): SqlClient {
  const drivers = driversOf(client);
  return new CurrentPool(() => poolOf(drivers), {
    query: (sql) => client.$queryRawUnsafe(sql),
  });
}
