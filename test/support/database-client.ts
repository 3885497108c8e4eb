import type { Integration } from '../../libs/observability/src/integrations';

/** One of the app's clients of a database, as a story about its health uses it. */
export interface DatabaseClient {
  readonly integration: Integration;
  /** What the app has in the container. */
  readonly instance: object;
  /** A query of the app's own. */
  use(): Promise<unknown>;
  /** Takes all connections of the pool, which has three. @returns what gives them back */
  holdAll?(): Promise<() => unknown>;
  /** The connections of its pool, whatever they do; undefined where the product does not tell. */
  connections(): PoolCount | undefined;
  close(): Promise<unknown> | void;
}

/** How many connections a pool has. */
export interface PoolCount {
  readonly total: number;
  readonly idle: number;
}

/** What stories use of Sequelize's pool. */
export interface SequelizePool {
  readonly size: number;
  readonly available: number;
  acquire(): Promise<object>;
  release(connection: object): void;
}

/** Takes so many connections at once. @returns what gives them back */
export async function holding<C>(
  count: number,
  take: () => Promise<C>,
  giveBack: (connection: C) => unknown,
): Promise<() => unknown> {
  const held = await Promise.all(Array.from({ length: count }, take));
  return () => Promise.all(held.map(giveBack));
}
