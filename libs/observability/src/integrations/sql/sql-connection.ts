import type { ConnectionCount, DatabaseConnection } from '../database/database.contract';
import { asOwnQuery } from './query-observer';

/** The cheapest query, for systems with syntax of their own. */
const PING_BY_SYSTEM: Readonly<Record<string, string>> = {
  'oracle.db': 'SELECT 1 FROM DUAL',
  'sap.hana': 'SELECT 1 FROM DUMMY',
  'ibm.db2': 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
};

/** Counts idle connections too: they take a slot as well. */
const POSTGRES_CONNECTIONS = asOwnQuery(`
  SELECT count(*)::int AS used,
         (count(*) FILTER (WHERE state = 'active'))::int AS active,
         current_setting('max_connections')::int AS max
    FROM pg_stat_activity WHERE backend_type = 'client backend'`);

const MYSQL_THREADS = asOwnQuery("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
const MYSQL_MAX = asOwnQuery("SHOW GLOBAL VARIABLES LIKE 'max_connections'");

/**
 * PostgreSQL's classes of errors that the same query always gets: no such column or view, no
 * permission, not supported.
 */
const REFUSALS = /^(?:42|0A)/;

/** OpenTelemetry's names of systems that count their threads. */
const MYSQL_FAMILY: ReadonlySet<string> = new Set(['mysql', 'mariadb']);

/** Sends queries to one database. */
export interface SqlClient {
  /** The rows of a query. @param signal aborted when the check has timed out */
  query(sql: string, signal: AbortSignal): Promise<unknown>;
  exhaustedMs?(): number;
  isPoolFull?(): boolean;
  remedy?(): string | undefined;
}

/** A SQL database; PostgreSQL and the MySQL family report their connections, too. */
export function sqlConnection(
  alias: string,
  system: string,
  client: SqlClient,
): DatabaseConnection {
  const ping = asOwnQuery(PING_BY_SYSTEM[system] ?? 'SELECT 1');
  return {
    alias,
    system,
    ping: async (signal) => void (await client.query(ping, signal)),
    exhaustedMs: () => client.exhaustedMs?.() ?? 0,
    isPoolFull: () => client.isPoolFull?.() ?? false,
    remedy: () => client.remedy?.(),
    ...(system === 'postgresql' && { connections: postgresConnections(client) }),
    ...(MYSQL_FAMILY.has(system) && { threads: (signal) => mysqlThreads(client, signal) }),
  };
}

/**
 * Queries until the server refuses: a server that only uses PostgreSQL's protocol, such as Redshift, has no
 * such view, which is no fault.
 */
function postgresConnections(client: SqlClient): NonNullable<DatabaseConnection['connections']> {
  let isRefused = false;
  return async (signal) => {
    if (isRefused) return undefined;
    try {
      // The query names these columns.
      const [row] = (await client.query(
        POSTGRES_CONNECTIONS,
        signal,
      )) as readonly ConnectionCount[];
      return row;
    } catch (error) {
      isRefused = isRefusal(error);
      if (isRefused) return undefined;
      throw error;
    }
  };
}

function isRefusal(error: unknown): boolean {
  const { code } = Object(error) as { readonly code?: unknown };
  return typeof code === 'string' && REFUSALS.test(code);
}

async function mysqlThreads(
  client: SqlClient,
  signal: AbortSignal,
): Promise<ConnectionCount | undefined> {
  const used = valueOf(await client.query(MYSQL_THREADS, signal));
  const max = valueOf(await client.query(MYSQL_MAX, signal));
  return used === undefined || max === undefined ? undefined : { used, max };
}

/** SHOW answers by rows of Variable_name and Value. */
function valueOf(rows: unknown): number | undefined {
  const value = Number((rows as readonly { readonly Value?: unknown }[])[0]?.Value);
  return Number.isFinite(value) ? value : undefined;
}
