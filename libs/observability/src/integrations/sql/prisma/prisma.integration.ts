import type { Integration, Provided } from '../../client/integration.contract';
import type { NamedClient } from '../../client/named-clients';
import { driversOf } from './adapter-drivers';
import { prismaClientsOf } from './prisma-client';
import type { PrismaClientLike } from './prisma-client';
import { prismaConnections } from './prisma-connections';
import { instrumentPrisma } from './prisma.instrumentation';
import { prismaPoolCollector } from './prisma-collector';

/**
 * Looks after every PrismaClient in the container: its health and, by its driver adapter, its queries and pool.
 * @example `class PrismaService extends PrismaClient {}` as a provider is all it takes.
 */
export const prisma: Integration = {
  product: 'Prisma',
  client: 'a PrismaClient',
  unmeasured(provided) {
    const isMeasured = prismaClientsOf(provided).every(({ client }) => driversOf(client));
    return isMeasured ? undefined : 'clients without a driver adapter are not measured';
  },
  databases: prismaConnections,
  instrument(provided, observer) {
    for (const named of measuredOf(provided)) instrumentPrisma(named, observer);
  },
  collectors(provided) {
    return measuredOf(provided).map(prismaPoolCollector);
  },
};

/** Those with an adapter. What `$extends` makes of a client shares the client's own, and is measured with it. */
function measuredOf(provided: readonly Provided[]): NamedClient<PrismaClientLike>[] {
  const byDrivers = new Map<unknown, NamedClient<PrismaClientLike>>();
  for (const named of prismaClientsOf(provided)) {
    const drivers = driversOf(named.client);
    if (drivers && !byDrivers.has(drivers)) byDrivers.set(drivers, named);
  }
  return [...byDrivers.values()];
}
