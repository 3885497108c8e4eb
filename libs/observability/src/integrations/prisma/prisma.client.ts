import { hasMethods } from '../../core';
import type { Provided } from '../integration.contract';
import { namedClients } from '../named-clients';
import type { NamedClient } from '../named-clients';

/** What a driver adapter gives when it has connected: for PostgreSQL, over pg's pool. */
export interface PrismaDriver {
  underlyingDriver?(): unknown;
}

/** What is used of a PrismaClient; what begins with an underscore is its own, and need not be there. */
export interface PrismaClientLike {
  $connect(): Promise<void>;
  $queryRawUnsafe(sql: string): Promise<unknown>;
  /** With MongoDB, instead of raw queries. */
  $runCommandRaw?(command: object): Promise<unknown>;
  readonly _activeProvider?: string;
  readonly _engineConfig?: {
    readonly adapter?: { connect(...args: unknown[]): Promise<PrismaDriver> };
  };
}

/** The PrismaClients among these, each once; `prisma` where the token is a class. */
export function prismaClientsOf(provided: readonly Provided[]): NamedClient<PrismaClientLike>[] {
  return namedClients(
    provided,
    (instance) => (isPrismaClient(instance) ? instance : undefined),
    'prisma',
  );
}

function isPrismaClient(instance: object): instance is PrismaClientLike {
  return hasMethods(instance, '$connect', '$disconnect', '$queryRawUnsafe');
}
