import type { ConnectionCount, DatabaseConnection } from '../database/database.contract';
import { asOwnQuery } from './own-query';

/** The shortest question, where a system wants it in words of its own. */
const SHORTEST: Readonly<Record<string, string>> = {
  'oracle.db': 'SELECT 1 FROM DUAL',
  'sap.hana': 'SELECT 1 FROM DUMMY',
  'ibm.db2': 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
};

/** Slots in use, whatever they do: an idle connection takes a slot as well. */
const POSTGRES_CONNECTIONS = asOwnQuery(`
  SELECT count(*)::int AS used,
         (count(*) FILTER (WHERE state = 'active'))::int AS active,
         current_setting('max_connections')::int AS max
    FROM pg_stat_activity WHERE backend_type = 'client backend'`);

const MYSQL_THREADS = asOwnQuery("SHOW GLOBAL STATUS LIKE 'Threads_connected'");
const MYSQL_MAX = asOwnQuery("SHOW GLOBAL VARIABLES LIKE 'max_connections'");

/**
 * PostgreSQL's classes of errors that the same question meets each time: no such column or view, no
 * right to ask, not supported.
 */
const REFUSALS = /^(?:42|0A)/;

/** OpenTelemetry's names of systems that count their threads. */
const MYSQL_FAMILY: ReadonlySet<string> = new Set(['mysql', 'mariadb']);

/** Gives the rows of a query, and rejects soon after the signal. */
export interface AskSql extends Partial<Pick<DatabaseConnection, 'exhaustedMs'>> {
  (sql: string, signal: AbortSignal): Promise<unknown>;
}

/** A database that understands SQL; PostgreSQL and the MySQL family tell of their connections, too. */
export function sqlConnection(alias: string, system: string, ask: AskSql): DatabaseConnection {
  const shortest = asOwnQuery(SHORTEST[system] ?? 'SELECT 1');
  return {
    alias,
    system,
    ping: async (signal) => void (await ask(shortest, signal)),
    ...(ask.exhaustedMs && { exhaustedMs: ask.exhaustedMs }),
    ...(system === 'postgresql' && { connections: postgresConnections(ask) }),
    ...(MYSQL_FAMILY.has(system) && { threads: (signal) => mysqlThreads(ask, signal) }),
  };
}

/**
 * Asks until the server refuses: what only speaks PostgreSQL's language, as Redshift does, has no
 * such view, and is well all the same.
 */
function postgresConnections(ask: AskSql): NonNullable<DatabaseConnection['connections']> {
  let isRefused = false;
  return async (signal) => {
    if (isRefused) return undefined;
    try {
      // The query names these columns.
      const [row] = (await ask(POSTGRES_CONNECTIONS, signal)) as readonly ConnectionCount[];
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
  ask: AskSql,
  signal: AbortSignal,
): Promise<ConnectionCount | undefined> {
  const used = valueOf(await ask(MYSQL_THREADS, signal));
  const max = valueOf(await ask(MYSQL_MAX, signal));
  return used === undefined || max === undefined ? undefined : { used, max };
}

/** SHOW answers by rows of Variable_name and Value. */
function valueOf(rows: unknown): number | undefined {
  const value = Number((rows as readonly { readonly Value?: unknown }[])[0]?.Value);
  return Number.isFinite(value) ? value : undefined;
}
