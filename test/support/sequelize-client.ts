import { Sequelize } from 'sequelize';
import { sequelize } from '../../libs/observability/src/integrations';
import { holding } from './database-client';
import type { DatabaseClient, SequelizePool } from './database-client';

/** Sequelize with a pool of three, on any database that it speaks to. */
export async function sequelizeClient(url: string): Promise<DatabaseClient> {
  const instance = new Sequelize(url, {
    logging: false,
    pool: { max: 3, min: 0 },
    // pg waits for a new connection forever, mysql2 for ten seconds.
    ...(url.startsWith('postgres') && { dialectOptions: { connectionTimeoutMillis: 1000 } }),
  });
  await instance.authenticate();
  const { pool } = instance.connectionManager as unknown as { pool: SequelizePool };
  return {
    integration: sequelize,
    instance,
    use: () => instance.query('SELECT 1'),
    holdAll: () =>
      holding(
        3,
        () => pool.acquire(),
        (each) => pool.release(each),
      ),
    connections: () => ({ total: pool.size, idle: pool.available }),
    close: () => instance.close(),
  };
}
