import { TypeOrmIndicator } from './typeorm.indicator';
import type { DataSourceLike } from './data-source';

/** A database that answers as the test says, by the words in the query. */
class FakeDataSource implements DataSourceLike {
  readonly queries: string[] = [];
  isInitialized = true;
  readonly options: DataSourceLike['options'];

  constructor(
    type: string,
    private readonly answers: Readonly<Record<string, () => unknown>> = {},
    name?: string,
  ) {
    this.options = { type, name };
  }

  async query(sql: string): Promise<unknown> {
    this.queries.push(sql.trim());
    const answer = Object.entries(this.answers).find(([words]) => sql.includes(words))?.[1];
    return answer?.() ?? [];
  }
}

function fails(error: unknown): never {
  throw error;
}

/** A database whose answers take so long. */
class SlowDataSource extends FakeDataSource {
  constructor(private readonly milliseconds: number) {
    super('sqlite');
  }

  override async query(sql: string): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, this.milliseconds));
    return super.query(sql);
  }
}

afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('the database indicator', () => {
  it('is critical and called database', () => {
    expect(new TypeOrmIndicator([])).toMatchObject({ name: 'database', critical: true });
  });

  it('is healthy when the database answers', async () => {
    const source = new FakeDataSource('sqlite');

    const finding = await new TypeOrmIndicator([source]).check();

    expect(finding).toMatchObject({ status: 'healthy', message: 'All databases healthy' });
    expect(source.queries).toEqual(['SELECT 1 /* nestjs-observability */']);
  });

  it.each([
    ['oracle', 'SELECT 1 FROM DUAL'],
    ['sap', 'SELECT 1 FROM DUMMY'],
  ])('asks %s in its own words', async (type, sql) => {
    const source = new FakeDataSource(type);

    await new TypeOrmIndicator([source]).check();

    expect(source.queries).toEqual([`${sql} /* nestjs-observability */`]);
  });

  it('asks MongoDB, which takes no queries, by a ping of its driver', async () => {
    const source = new FakeDataSource('mongodb', { 'SELECT 1': () => fails(new Error('no SQL')) });
    const command = jest.fn(async () => ({ ok: 1 }));
    const driver = { queryRunner: { databaseConnection: { db: () => ({ command }) } } };

    const before = await new TypeOrmIndicator([source]).check();
    const after = await new TypeOrmIndicator([Object.assign(source, { driver })]).check();

    expect(before.message).toBe('default database failed: not connected');
    expect(after).toMatchObject({ status: 'healthy' });
    expect(command).toHaveBeenCalledWith({ ping: 1 }, { signal: expect.any(AbortSignal) as never });
  });

  it.each([
    [500, 'healthy', 'All databases healthy'],
    [501, 'degraded', 'default database is slow (0.50s)'],
    [1250, 'degraded', 'default database is slow (1.25s)'],
  ])('after %i ms is %s', async (ms, status, message) => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });

    const finding = new TypeOrmIndicator([new SlowDataSource(ms)]).check();
    await jest.advanceTimersByTimeAsync(ms);

    expect(await finding).toEqual({ status, message, details: { default_query_time_ms: ms } });
  });

  it.each([
    ['an error', new Error('connect ECONNREFUSED'), 'connect ECONNREFUSED'],
    ['a text', 'gone', 'gone'],
    [
      'several errors without a text of their own',
      new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]),
      '::1 refused, 127.0.0.1 refused',
    ],
  ])('is unhealthy when the question fails with %s', async (_kind, error, reason) => {
    const source = new FakeDataSource('postgres', { 'SELECT 1': () => fails(error) });

    const finding = await new TypeOrmIndicator([source]).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: `default database failed: ${reason}`,
    });
  });

  it('is unhealthy when the connection was never made, and asks nothing', async () => {
    const source = new FakeDataSource('postgres');
    source.isInitialized = false;

    const finding = await new TypeOrmIndicator([source]).check();

    expect(finding).toMatchObject({
      status: 'unhealthy',
      message: 'default database failed: not connected',
    });
    expect(source.queries).toEqual([]);
  });

  it('asks every connection and tells them apart', async () => {
    const broken = { 'SELECT 1': () => fails(new Error('gone')) };
    const indicator = new TypeOrmIndicator([
      new FakeDataSource('sqlite'),
      new FakeDataSource('sqlite', broken),
      new FakeDataSource('sqlite', broken, 'reports'),
    ]);

    const finding = await indicator.check();

    expect(finding).toEqual({
      status: 'unhealthy',
      message: 'database2 database failed: gone; reports database failed: gone',
      details: { default_query_time_ms: expect.any(Number) as number },
    });
  });
});

describe('the connections of PostgreSQL', () => {
  it.each([
    [80, 'healthy', 'All databases healthy'],
    [81, 'degraded', 'default high connection usage: 81.0%'],
    [100, 'degraded', 'default high connection usage: 100.0%'],
  ])('in use by %i percent are %s', async (used, status, message) => {
    const row = { used, active: 3, max: 100 };
    const source = new FakeDataSource('postgres', { pg_stat_activity: () => [row] });

    const finding = await new TypeOrmIndicator([source]).check();

    expect(finding).toMatchObject({
      status,
      message,
      details: {
        default_used_connections: used,
        default_active_connections: 3,
        default_max_connections: 100,
      },
    });
  });

  it('that cannot be counted say nothing', async () => {
    const finding = await new TypeOrmIndicator([new FakeDataSource('postgres')]).check();

    expect(finding.status).toBe('healthy');
    expect(Object.keys(finding.details ?? {})).toEqual(['default_query_time_ms']);
  });
});

function threads(used: string, max: string): Record<string, () => unknown> {
  return {
    Threads_connected: () => [{ Variable_name: 'Threads_connected', Value: used }],
    max_connections: () => [{ Variable_name: 'max_connections', Value: max }],
  };
}

describe('the connections of the MySQL family', () => {
  it.each(['mysql', 'mariadb', 'aurora-mysql'])('are reported for %s', async (type) => {
    const source = new FakeDataSource(type, threads('17', '151'));

    const finding = await new TypeOrmIndicator([source]).check();

    expect(finding).toMatchObject({
      status: 'healthy',
      details: { default_threads_connected: 17, default_max_connections: 151 },
    });
  });

  it.each([
    ['80', 'healthy', 'All databases healthy'],
    ['81', 'degraded', 'default high connection usage: 81.0%'],
  ])('in use by %s of 100 are %s', async (used, status, message) => {
    const source = new FakeDataSource('mysql', threads(used, '100'));

    expect(await new TypeOrmIndicator([source]).check()).toMatchObject({ status, message });
  });

  it('that cannot be counted say nothing', async () => {
    const finding = await new TypeOrmIndicator([new FakeDataSource('mysql')]).check();

    expect(finding.status).toBe('healthy');
    expect(Object.keys(finding.details ?? {})).toEqual(['default_query_time_ms']);
  });
});
