import type { Collector } from '../../../core';
import { pgPoolState, poolCollector } from '../connection-pool';
import type { PgPool, PoolState } from '../connection-pool';
import type { DataSourceLike } from './data-source';

/** What is read of a pool of mysql2 or mysql; both keep these fields under the same names. */
interface MysqlPool {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
  readonly config?: { readonly connectionLimit?: number };
}

/** The driver's pools; there are none before the DataSource is connected. */
interface PooledSource extends DataSourceLike {
  readonly options: DataSourceLike['options'] & { readonly replication?: unknown };
  readonly driver?: {
    /** Of the PostgreSQL family. */
    readonly master?: PgPool;
    readonly slaves?: readonly PgPool[];
    /** Of the MySQL family. */
    readonly pool?: MysqlPool;
  };
}

/** By the type of the database: how the state of the driver's pools is read. */
const POOL_STATES: Readonly<Record<string, (source: PooledSource) => PoolState>> = {
  postgres: postgresState,
  cockroachdb: postgresState,
  mysql: mysqlState,
  mariadb: mysqlState,
};

/** Reads the DataSource's pool of connections; undefined when its driver has none that can be read. */
export function connectionPoolCollector(
  source: PooledSource,
  alias: string,
): Collector | undefined {
  const { type, replication } = source.options;
  const stateOf = POOL_STATES[type];
  // mysql2 hides the pools of a cluster.
  const isHidden = stateOf === mysqlState && replication !== undefined;
  return stateOf && !isHidden ? poolCollector(alias, () => stateOf(source)) : undefined;
}

function postgresState({ driver }: PooledSource): PoolState {
  const { master, slaves = [] } = driver ?? {};
  return pgPoolState(master ? [master, ...slaves] : []);
}

function mysqlState({ driver }: PooledSource): PoolState {
  const { pool } = driver ?? {};
  const idle = pool?._freeConnections?.length ?? 0;
  return {
    used: (pool?._allConnections?.length ?? 0) - idle,
    idle,
    pending: pool?._connectionQueue?.length ?? 0,
    max: pool?.config?.connectionLimit,
  };
}
