/** A client without a time limit of its own, so that its operations may never end. */
export interface MissingLimit {
  /** What the app calls the client. */
  readonly alias: string;
  /** The driver's own name of the setting, as it is written where the client is made. */
  readonly setting: string;
  /** A value that suits most apps, in milliseconds. */
  readonly value: number;
  /** What happens without it, to continue "Without it". */
  readonly without: string;
}

const CONNECT_MS = 5000;
const QUERY_MS = 30_000;
const COMMAND_MS = 5000;

/** The settings of a pool of pg; 0 is no limit. */
interface PgSettings {
  readonly connectionString?: unknown;
  readonly connectionTimeoutMillis?: unknown;
  readonly query_timeout?: unknown;
  readonly statement_timeout?: unknown;
}

/** How the settings are written: TypeORM has names of its own. */
export interface PgSettingNames {
  readonly connect: string;
  readonly query: string;
}

const PG_NAMES: PgSettingNames = { connect: 'connectionTimeoutMillis', query: 'query_timeout' };

/** What a pool of pg has no limit for. */
export function missingPgLimits(
  alias: string,
  options: object = {},
  names = PG_NAMES,
): MissingLimit[] {
  // What a setting is, is looked at where it is read.
  const settings = options as PgSettings;
  const missing: MissingLimit[] = [];
  if (!settings.connectionTimeoutMillis) {
    const without = 'callers wait for a connection forever';
    missing.push({ alias, setting: names.connect, value: CONNECT_MS, without });
  }
  if (!settings.query_timeout && !settings.statement_timeout && !isInAddress(settings)) {
    const without = 'a query that gets no answer holds its connection forever';
    missing.push({ alias, setting: names.query, value: QUERY_MS, without });
  }
  return missing;
}

/**
 * What a client of ioredis has no limit for. One that retries forever is made for BullMQ, whose
 * commands may block as long as they like.
 */
export function missingRedisLimits(alias: string, settings: object = {}): MissingLimit[] {
  const { commandTimeout, maxRetriesPerRequest } = settings as {
    commandTimeout?: unknown;
    maxRetriesPerRequest?: unknown;
  };
  if (commandTimeout || maxRetriesPerRequest === null) return [];
  const without = 'a command that gets no answer waits forever';
  return [{ alias, setting: 'commandTimeout', value: COMMAND_MS, without }];
}

/** The line for the log: the client, the setting, and what happens without it. */
export function missingLimitMessage(product: string, limit: MissingLimit): string {
  const { alias, setting, value, without } = limit;
  return `${product} "${alias}" has no ${setting}: set it, for example to ${value}. Without it ${without}.`;
}

/** Which setting replaces a connection that was lost in silence, for the message of a check. */
export function remedyFor(driver: string, setting: string): string {
  return `if the connection is dead, ${driver} replaces it only with ${setting} set`;
}

/** pg takes settings from the address, too. */
function isInAddress({ connectionString }: PgSettings): boolean {
  return (
    typeof connectionString === 'string' &&
    /[?&](?:query|statement)_timeout=/.test(connectionString)
  );
}
