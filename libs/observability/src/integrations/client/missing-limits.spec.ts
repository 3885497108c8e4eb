import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { ioredis } from '../cache/ioredis';
import { missingLimitMessage } from './missing-limits';
import { pg } from '../sql/pg';

/** The settings that the client lacks. */
function lacks(integration: typeof pg, instance: object): string[] {
  const missing = integration.missingLimits?.([{ token: 'CLIENT', instance }]) ?? [];
  return missing.map(({ setting }) => setting);
}

describe('a pool of pg', () => {
  it.each([
    ['no limits', {}, ['connectionTimeoutMillis', 'query_timeout']],
    ['limits of 0', { connectionTimeoutMillis: 0, query_timeout: 0 }, undefined],
    ['a limit for queries', { query_timeout: 1000 }, ['connectionTimeoutMillis']],
    ['one for statements', { statement_timeout: 1000 }, ['connectionTimeoutMillis']],
    ['one in its address', { connectionString: 'pg://a/b?statement_timeout=9' }, undefined],
    ['both', { connectionTimeoutMillis: 1000, query_timeout: 1000 }, []],
  ])('with %s lacks the others', (_what, settings, missing) => {
    const inAddress = 'connectionString' in settings;
    const usual = inAddress
      ? ['connectionTimeoutMillis']
      : ['connectionTimeoutMillis', 'query_timeout'];

    expect(lacks(pg, new Pool(settings))).toEqual(missing ?? usual);
  });
});

describe('a client of ioredis', () => {
  it.each([
    ['no limit', {}, ['commandTimeout']],
    ['a limit', { commandTimeout: 1000 }, []],
    ['retries forever, as BullMQ wants it', { maxRetriesPerRequest: null }, []],
  ])('with %s lacks what it has no limit for', (_what, settings, missing) => {
    expect(lacks(ioredis, new Redis({ lazyConnect: true, ...settings }))).toEqual(missing);
  });
});

it('a missing limit is reported with the setting and a value', () => {
  const [limit] = pg.missingLimits?.([{ token: 'PG_POOL', instance: new Pool() }]) ?? [];

  expect(limit && missingLimitMessage('pg', limit)).toBe(
    'pg "PG_POOL" has no connectionTimeoutMillis: set it, for example to 5000. ' +
      'Without it callers wait for a connection forever.',
  );
});
