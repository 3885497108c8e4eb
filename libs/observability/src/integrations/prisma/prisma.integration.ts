import type { Integration } from '../integration.contract';
import { prismaConnections } from './prisma.connections';

/**
 * Looks after the health of every PrismaClient in the container.
 * @example `class PrismaService extends PrismaClient {}` as a provider is all it takes.
 */
export const prisma: Integration = {
  product: 'Prisma',
  client: 'a PrismaClient',
  unmeasured: 'its queries and pool are not measured',
  databases(provided, { database }) {
    return prismaConnections(provided, database.reconnect);
  },
};
