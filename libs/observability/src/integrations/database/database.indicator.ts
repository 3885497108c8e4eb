import { loopTimeOf } from '../../core';
import { Findings, roundedMs } from '../../health';
import type { Finding } from '../../health';
import type { CheckedConnection } from '../probe/checked-connection';
import { ConnectionsIndicator } from '../probe/connections.indicator';
import type { ConnectionCount, DatabaseConnection } from './database.contract';
import { DATABASE_DEFAULTS } from './database.options';
import type { DatabaseOptions } from './database.options';

type Limits = Required<DatabaseOptions>;

/** Every database of the app answers quickly and has connections to spare. */
export class DatabaseIndicator extends ConnectionsIndicator {
  override readonly critical = true;
  private readonly named: readonly NamedDatabase[];
  private readonly gatesAfterMs: number;

  constructor(
    connections: readonly DatabaseConnection[],
    name = 'database',
    options: Limits = DATABASE_DEFAULTS,
  ) {
    const named = withUniqueAliases(connections);
    const checked = named.map((one) => toChecked(one, options));
    super(checked, { name, fine: 'All databases healthy', separator: ' ' }, options);
    this.named = named;
    this.gatesAfterMs = options.poolExhaustedGatesAfterMs;
  }

  /** A pool that the app itself has exhausted, and that no other instance shares. */
  instanceFault(): string | undefined {
    if (this.gatesAfterMs === 0) return undefined;
    const messages = this.named.flatMap(({ alias, connection }) => {
      const ms = connection.exhaustedMs?.() ?? 0;
      return ms >= this.gatesAfterMs ? [exhaustedMessage(alias, ms)] : [];
    });
    return messages.join('; ') || undefined;
  }
}

function exhaustedMessage(alias: string, ms: number): string {
  return `${alias} has had no free connection for ${Math.floor(ms / 1000)} s: the app holds all of them and uses none`;
}

/** A database, and its unique alias. */
interface NamedDatabase {
  readonly alias: string;
  readonly connection: DatabaseConnection;
}

/** Numbers the aliases that several products use: `default`, `default2`. */
export function withUniqueAliases(connections: readonly DatabaseConnection[]): NamedDatabase[] {
  const taken = new Set<string>();
  return connections.map((connection) => {
    let { alias } = connection;
    for (let i = 2; taken.has(alias); i += 1) alias = `${connection.alias}${i}`;
    taken.add(alias);
    return { alias, connection };
  });
}

function toChecked({ alias, connection }: NamedDatabase, limits: Limits): CheckedConnection {
  return {
    alias,
    subject: 'database',
    check: (signal) => check(connection, limits, signal),
    isPoolFull: () => connection.isPoolFull?.() ?? false,
    remedy: () => connection.remedy?.(),
  };
}

async function check(
  connection: DatabaseConnection,
  { slowMs, connectionsPercent }: Limits,
  signal: AbortSignal,
): Promise<Finding> {
  const ms = await loopTimeOf(() => connection.ping(signal));
  const findings = new Findings().note('query_time_ms', roundedMs(ms));
  // A slow one gets no further queries: their results would come too late.
  if (ms > slowMs) findings.add('degraded', `database is slow (${(ms / 1000).toFixed(2)}s)`);
  else await count(connection, connectionsPercent, signal, findings);
  return findings.toFinding('');
}

async function count(
  connection: DatabaseConnection,
  maxPercent: number,
  signal: AbortSignal,
  findings: Findings,
): Promise<void> {
  const connections = await connection.connections?.(signal);
  if (connections) noteConnections(connections, findings);
  const threads = await connection.threads?.(signal);
  if (threads) findings.note('threads_connected', threads.used);
  const counted = connections ?? threads;
  if (!counted) return;
  findings.note('max_connections', counted.max);
  const percent = (counted.used / counted.max) * 100;
  if (percent > maxPercent) {
    findings.add('degraded', `high connection usage: ${percent.toFixed(1)}%`);
  }
}

function noteConnections({ used, active }: ConnectionCount, findings: Findings): void {
  findings.note('used_connections', used);
  if (active !== undefined) findings.note('active_connections', active);
}
