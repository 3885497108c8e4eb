import { Redis } from 'ioredis';
import { RedisServer } from './redis-server';

/** Counts the databases that were given out; database 0 has nothing else. */
const COUNTER = 'databases';

/** A database of the file's own on the Redis that all files of a run share; of a server of its own where none is shared. */
export class RedisDatabase {
  private constructor(
    readonly url: string,
    /** Empties the database. */
    readonly remove: () => Promise<unknown>,
  ) {}

  static async create(): Promise<RedisDatabase> {
    const shared = process.env['SHARED_REDIS_URL'];
    if (shared === undefined) {
      const server = await RedisServer.start();
      return new RedisDatabase(server.url, () => server.kill());
    }
    const number = await using(shared, (redis) => redis.incr(COUNTER));
    const url = `${shared}/${number}`;
    return new RedisDatabase(url, () => using(url, (redis) => redis.flushdb()));
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }
}

async function using<T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}
