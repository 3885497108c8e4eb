import Database from 'libsql';
import { DataSource } from 'typeorm';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  typeorm,
} from '../../libs/observability/src/integrations';

describe('the health of SQLite by TypeORM', () => {
  let source: DataSource;

  beforeAll(async () => {
    // libsql speaks better-sqlite3's interface.
    source = new DataSource({ type: 'better-sqlite3', database: ':memory:', driver: Database });
    await source.initialize();
  });

  it('is healthy while it is open, and tells how long it took', async () => {
    const databases = typeorm.databases?.(
      [{ token: 'DB', instance: source }],
      INTEGRATIONS_DEFAULTS,
    );
    const finding = await new DatabaseIndicator(databases ?? []).check();

    expect(databases).toMatchObject([{ alias: 'default', system: 'sqlite' }]);
    expect(finding).toEqual({
      status: 'healthy',
      message: 'All databases healthy',
      details: { default_query_time_ms: expect.any(Number) as number },
    });
  });

  it('is unhealthy once it is closed', async () => {
    const databases = typeorm.databases?.(
      [{ token: 'DB', instance: source }],
      INTEGRATIONS_DEFAULTS,
    );
    const indicator = new DatabaseIndicator(databases ?? []);
    await source.destroy();

    const finding = await indicator.check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'default database failed: not connected',
    });
  });
});
