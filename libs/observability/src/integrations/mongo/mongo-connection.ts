import type { DatabaseConnection } from '../database/database.contract';

/** A database of MongoDB's driver. */
export interface MongoDatabase {
  command(command: object, options: { readonly signal: AbortSignal }): Promise<unknown>;
}

/**
 * A MongoDB, checked by a ping on a connection of the driver's pool. The driver itself obeys the
 * signal: it leaves the pool's queue, and closes a connection whose reply is still pending.
 * @param current the driver's database; undefined until it has connected
 */
export function mongoConnection(
  alias: string,
  current: () => MongoDatabase | undefined,
): DatabaseConnection {
  return {
    alias,
    system: 'mongodb',
    ping: async (signal) => {
      const database = current();
      if (!database) throw new Error('not connected');
      await database.command({ ping: 1 }, { signal });
    },
  };
}
