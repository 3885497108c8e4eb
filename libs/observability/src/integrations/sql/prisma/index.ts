// Prisma: is every database there, quick, and with connections to spare?
// Enters: the PrismaClients of the container.
// Leaves: their part of the indicator `database`, one QueryObservation for each statement, collectors of the pool.
export { prisma } from './prisma.integration';
