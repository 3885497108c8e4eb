import type { Observer, Collector, Warnings } from '../../core';
import type { CacheConnection } from '../cache/cache.indicator';
import type { CacheOptions } from '../cache/cache.options';
import type { DatabaseConnection } from '../database/database.contract';
import type { DatabaseOptions } from '../database/database.options';
import type { MissingLimit } from './missing-limits';
import type { QueueConnection } from '../queue/queue.indicator';
import type { QueueOptions } from '../queue/queue.options';

/** One provider of the container, looked at once when the app starts. */
export interface Provided {
  readonly token: unknown;
  readonly instance: object;
}

/** Thresholds and timeouts for each kind of client, with nothing left open. */
export interface Thresholds {
  readonly database: Required<DatabaseOptions>;
  readonly cache: Required<CacheOptions>;
  readonly queue: Required<QueueOptions>;
}

/**
 * Support for one outside product: it recognises, checks and observes the product's clients.
 * All indicators are made of connections: there is one indicator for each kind, whatever the
 * products. Aliases need to be unique only among those of one product.
 */
export interface Integration {
  /** The product's name, for messages. */
  readonly product: string;
  /** The client that it detects, with an article: `a TypeORM DataSource`. */
  readonly client: string;
  /** What its clients have no metrics for, as the end of a sentence: `its queries and pool are not measured`. */
  readonly unmeasured?: string | ((provided: readonly Provided[]) => string | undefined);
  /** The databases that the clients among these reach. */
  databases?(provided: readonly Provided[], thresholds: Thresholds): readonly DatabaseConnection[];
  /** The caches and clients of Redis among these. */
  caches?(provided: readonly Provided[], thresholds: Thresholds): readonly CacheConnection[];
  /** The queues among these. */
  queues?(provided: readonly Provided[], thresholds: Thresholds): readonly QueueConnection[];
  /** Lets the clients among these begin observations and carry contexts. */
  instrument?(provided: readonly Provided[], observer: Observer): void;
  /** The time limits that the clients among these lack, each reported once when the app starts. */
  missingLimits?(provided: readonly Provided[]): readonly MissingLimit[];
  /**
   * What can be read of the clients among these at each scrape.
   * @param warnings receives a warning for each client that cannot be read
   */
  collectors?(provided: readonly Provided[], warnings?: Warnings): Collector[];
}
