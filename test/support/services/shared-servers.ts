import { PostgresServer } from './postgres-server';
import { RedisServer } from './redis-server';

/** One database for each file and more. */
const REDIS_DATABASES = 1024;

const running: { postgres?: PostgresServer; redis?: RedisServer } = {};

/** Starts the servers that all files of a run share, each with a database of its own there; workers know them by their ports. */
export async function startSharedServers(): Promise<void> {
  const [postgres, redis] = await Promise.all([
    PostgresServer.start('max_connections=300'),
    RedisServer.start('--databases', String(REDIS_DATABASES)),
  ]);
  Object.assign(running, { postgres, redis });
  process.env['SHARED_POSTGRES_URL'] = postgres.url;
  process.env['SHARED_REDIS_URL'] = redis.url;
}

export async function stopSharedServers(): Promise<void> {
  await Promise.all([running.postgres?.remove(), running.redis?.kill()]);
}
