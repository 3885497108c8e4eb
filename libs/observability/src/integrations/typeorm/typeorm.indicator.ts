import { messageOf } from '../../core';
import { Findings, roundedMs } from '../../health';
import type { Finding, HealthIndicator } from '../../health';
import { asOwnQuery } from '../database/own-query';
import { aliasOf } from './data-source';
import type { DataSourceLike } from './data-source';

const SLOW_MS = 500;
const MOST_CONNECTIONS_PERCENT = 80;

const PING = asOwnQuery('SELECT 1');

/** Slots in use, whatever they do: an idle connection takes a slot as well. */
const POSTGRES_CONNECTIONS = asOwnQuery(`
  SELECT count(*)::int AS used,
         (count(*) FILTER (WHERE state = 'active'))::int AS active,
         current_setting('max_connections')::int AS max
    FROM pg_stat_activity WHERE backend_type = 'client backend'`);

const MYSQL_CONNECTIONS = asOwnQuery("SHOW STATUS LIKE 'Threads_connected'");

const MYSQL_FAMILY = new Set(['mysql', 'mariadb', 'aurora-mysql']);

/**
 * Every TypeORM connection answers `SELECT 1`, within 500 ms, with connections to spare. It asks
 * through the app's own pool, so that no probe opens a connection.
 */
export class TypeOrmIndicator implements HealthIndicator {
  readonly critical = true;

  constructor(
    private readonly dataSources: readonly DataSourceLike[],
    readonly name = 'database',
  ) {}

  async check(): Promise<Finding> {
    const findings = new Findings();
    await Promise.all(
      this.dataSources.map((source, i) => this.ask(source, aliasOf(source, i), findings)),
    );
    return findings.toFinding('All databases healthy');
  }

  private async ask(source: DataSourceLike, alias: string, findings: Findings): Promise<void> {
    if (!source.isInitialized) {
      findings.add('unhealthy', `${alias} database is not connected`);
      return;
    }
    try {
      await timeQuery(source, alias, findings);
      await countConnections(source, alias, findings);
    } catch (error) {
      findings.add('unhealthy', `${alias} database failed: ${reasonOf(error)}`);
    }
  }
}

async function timeQuery(source: DataSourceLike, alias: string, findings: Findings): Promise<void> {
  const startedAt = performance.now();
  await source.query(PING);
  const ms = performance.now() - startedAt;
  findings.note(`${alias}_query_time_ms`, roundedMs(ms));
  if (ms > SLOW_MS)
    findings.add('degraded', `${alias} database is slow (${(ms / 1000).toFixed(2)}s)`);
}

async function countConnections(
  source: DataSourceLike,
  alias: string,
  findings: Findings,
): Promise<void> {
  const { type } = source.options;
  if (type === 'postgres') await countPostgres(source, alias, findings);
  else if (MYSQL_FAMILY.has(type)) await countMysql(source, alias, findings);
}

async function countPostgres(
  source: DataSourceLike,
  alias: string,
  findings: Findings,
): Promise<void> {
  const rows = (await source.query(POSTGRES_CONNECTIONS)) as {
    used: number;
    active: number;
    max: number;
  }[];
  const [row] = rows;
  if (!row) return;
  findings
    .note(`${alias}_used_connections`, row.used)
    .note(`${alias}_active_connections`, row.active)
    .note(`${alias}_max_connections`, row.max);
  const percent = (row.used / row.max) * 100;
  if (percent > MOST_CONNECTIONS_PERCENT) {
    findings.add('degraded', `${alias} high connection usage: ${percent.toFixed(1)}%`);
  }
}

async function countMysql(
  source: DataSourceLike,
  alias: string,
  findings: Findings,
): Promise<void> {
  const rows = (await source.query(MYSQL_CONNECTIONS)) as { Value: string }[];
  findings.note(`${alias}_threads_connected`, Number(rows[0]?.Value ?? 0));
}

/** pg reports a refused connection as an AggregateError without a text of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return messageOf(error);
}
