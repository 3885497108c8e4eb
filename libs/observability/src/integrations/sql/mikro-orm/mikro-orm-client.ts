import { hasMethods } from '../../../core';
import type { MongoDatabase } from '../../mongo/mongo-connection';
import type { Provided } from '../../client/integration.contract';
import { namedClients } from '../../client/named-clients';
import type { NamedClient } from '../../client/named-clients';
import { withNamesOf } from '../../client/nest-token';

/** OpenTelemetry's values of `db.system.name`, by knex's dialects. */
const SYSTEMS: Readonly<Record<string, string>> = {
  postgresql: 'postgresql',
  mysql: 'mysql',
  sqlite3: 'sqlite',
  mssql: 'microsoft.sql_server',
};

/** knex's client, which holds the pool and runs queries. */
export interface KnexInside {
  readonly dialect?: string;
  readonly pool?: unknown;
}

/** What is used of MikroORM's connection: that of SQL databases has knex, that of MongoDB its driver. */
export interface MikroOrmConnection {
  getKnex?(): { readonly client: KnexInside };
  getDb?(): MongoDatabase;
  execute(sql: string): Promise<unknown>;
}

/** What is used of a MikroORM. */
export interface MikroOrmLike {
  isConnected(): Promise<boolean>;
  readonly em: { getConnection(): MikroOrmConnection };
}

/** The MikroORMs among these, each once; @mikro-orm/nestjs calls others than the first `<name>_MikroORM`. */
export function mikroOrmsOf(provided: readonly Provided[]): NamedClient<MikroOrmLike>[] {
  return namedClients(
    withNamesOf(provided, '_MikroORM'),
    (instance) => (isMikroOrm(instance) ? instance : undefined),
    'mikro_orm',
  );
}

function isMikroOrm(instance: object): instance is MikroOrmLike {
  return hasMethods(instance, 'isConnected', 'checkConnection', 'close') && 'em' in instance;
}

/** The system that a MikroORM speaks to. */
export function systemOf(orm: MikroOrmLike): string {
  const dialect = orm.em.getConnection().getKnex?.().client.dialect ?? '';
  return SYSTEMS[dialect] ?? 'other_sql';
}
