import { hasMethods } from '../../../core';
import type { Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';

/** A statement on its way to a driver. */
export interface PrismaQuery {
  readonly sql?: unknown;
}

/** What takes statements: a driver, or a transaction of it. */
export interface PrismaQueryable {
  queryRaw?(query: PrismaQuery, ...rest: unknown[]): unknown;
  executeRaw?(query: PrismaQuery, ...rest: unknown[]): unknown;
}

/** What a driver adapter gives when it has connected: for PostgreSQL, over pg's pool. */
export interface PrismaDriver extends PrismaQueryable {
  startTransaction?(...args: unknown[]): Promise<PrismaQueryable>;
  underlyingDriver?(): unknown;
}

/** Makes drivers: `new PrismaPg(...)` and its kin. */
export interface PrismaAdapter {
  connect(...args: unknown[]): Promise<PrismaDriver>;
}

/** What is used of a PrismaClient; what begins with an underscore is its own, and need not be there. */
export interface PrismaClientLike {
  $connect(): Promise<void>;
  $queryRawUnsafe(sql: string): Promise<unknown>;
  /** With MongoDB, instead of raw queries. */
  $runCommandRaw?(command: object): Promise<unknown>;
  readonly _activeProvider?: string;
  readonly _engineConfig?: {
    readonly adapter?: PrismaAdapter;
  };
}

/** OpenTelemetry's values of `db.system.name`, by Prisma's providers. */
const SYSTEMS: Readonly<Record<string, string>> = {
  postgresql: 'postgresql',
  postgres: 'postgresql',
  cockroachdb: 'cockroachdb',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'microsoft.sql_server',
  mongodb: 'mongodb',
};

/** OpenTelemetry's `db.system.name` of the database that a client reaches. */
export function systemOf({ _activeProvider: provider = '' }: PrismaClientLike): string {
  return SYSTEMS[provider] ?? 'other_sql';
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
