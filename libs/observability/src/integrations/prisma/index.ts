// Prisma: is every database there, quick, and with connections to spare?
// Enters: the PrismaClients of the container.
// Leaves: their part of the indicator `database`.
export { prisma } from './prisma.integration';
