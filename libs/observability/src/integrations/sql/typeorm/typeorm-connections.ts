import type { DatabaseConnection } from '../../database/database.contract';
import { askByPoolNow } from '../known-pool';
import { LoneQuestions } from '../lone-questions';
import { mongoConnection } from '../../mongo/mongo-connection';
import type { MongoDatabase } from '../../mongo/mongo-connection';
import { sqlConnection } from '../sql-connection';
import type { AskSql } from '../sql-connection';
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
export function typeOrmConnections(
  sources: readonly DataSourceLike[],
  reconnect = true,
): DatabaseConnection[] {
  return sources.map((source, i) => {
    const alias = aliasOf(source, i);
    const system = systemOf(source.options.type);
    // TypeORM takes no queries for it.
    if (system === 'mongodb') return mongoConnection(alias, () => mongoOf(source));
    return sqlConnection(alias, system, asking(source, reconnect));
  });
}

function mongoOf(source: DataSourceLike): MongoDatabase | undefined {
  return (source as MongoSource).driver?.queryRunner?.databaseConnection.db();
}

function asking(source: DataSourceLike, reconnect: boolean): AskSql {
  const lone = new LoneQuestions((sql) => source.query(sql));
  const poolNow = (): unknown => {
    const { driver } = source as PooledSource;
    return driver?.master ?? driver?.pool;
  };
  const ask = askByPoolNow(poolNow, reconnect, (sql, signal) => lone.query(sql, signal));
  const whenConnected: AskSql = async (sql, signal) => {
    if (!source.isInitialized) throw new Error('not connected');
    return ask(sql, signal);
  };
  return Object.assign(whenConnected, { exhaustedMs: ask.exhaustedMs });
}
