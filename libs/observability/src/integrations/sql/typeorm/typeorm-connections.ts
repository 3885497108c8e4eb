import type { DatabaseConnection } from '../../database/database.contract';
import { CurrentPool } from '../current-pool';
import { mongoConnection } from '../../mongo/mongo-connection';
import type { MongoDatabase } from '../../mongo/mongo-connection';
import { sqlConnection } from '../sql-connection';
import { aliasOf } from './data-source';
import type { DataSourceLike } from './data-source';
import { systemOf } from './database-system';

/** The driver's own pool; there is none before the DataSource is connected, and with SQLite never. */
interface PooledSource {
  readonly driver?: { readonly master?: unknown; readonly pool?: unknown };
}

/** The driver of MongoDB; it has this client while the DataSource is connected. */
interface MongoSource {
  readonly driver?: {
    readonly queryRunner?: { readonly databaseConnection: { db(): MongoDatabase } };
  };
}

/** The databases of DataSources, checked through their drivers' pools. */
export function typeOrmConnections(sources: readonly DataSourceLike[]): DatabaseConnection[] {
  return sources.map((source, i) => {
    const alias = aliasOf(source, i);
    const system = systemOf(source.options.type);
    // TypeORM takes no queries for it.
    if (system === 'mongodb') return mongoConnection(alias, () => mongoOf(source));
    return sqlConnection(alias, system, new DataSourcePool(source));
  });
}

function mongoOf(source: DataSourceLike): MongoDatabase | undefined {
  return (source as MongoSource).driver?.queryRunner?.databaseConnection.db();
}

class DataSourcePool extends CurrentPool {
  constructor(private readonly source: DataSourceLike) {
    super(() => poolOf(source), { query: (sql) => source.query(sql) });
  }

  override async query(sql: string, signal: AbortSignal): Promise<unknown> {
    if (!this.source.isInitialized) throw new Error('not connected');
    return super.query(sql, signal);
  }
}

function poolOf(source: DataSourceLike): unknown {
  const { driver } = source as PooledSource;
  return driver?.master ?? driver?.pool;
}
