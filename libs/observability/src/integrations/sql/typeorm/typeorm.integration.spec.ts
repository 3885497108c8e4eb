import { Observer } from '../../../core';
import type { QueryObservation } from '../../../core';
import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { typeorm } from './typeorm.integration';

interface FakeDataSource {
  createQueryRunner(): { query(sql: string): Promise<unknown> };
}

function dataSource(name?: string): FakeDataSource {
  return Object.assign(
    { createQueryRunner: () => ({ query: async () => [] }) },
    {
      isInitialized: true,
      options: { type: 'postgres', name },
      query: async () => [],
      getRepository: () => undefined,
    },
  );
}

describe('the integration of TypeORM', () => {
  it('finds data sources by what they can do, and which system they speak to', () => {
    const provided = [
      { token: 'a', instance: { query: () => undefined } },
      { token: 'b', instance: dataSource() },
      { token: 'c', instance: dataSource('reports') },
    ];

    expect(typeorm.databases?.(provided, INTEGRATIONS_DEFAULTS)).toMatchObject([
      { alias: 'default', system: 'postgresql' },
      { alias: 'reports', system: 'postgresql' },
    ]);
  });

  it('finds a data source once though it has two tokens', () => {
    const instance = dataSource();
    const provided = ['a', 'b'].map((token) => ({ token, instance }));

    expect(typeorm.databases?.(provided, INTEGRATIONS_DEFAULTS)).toHaveLength(1);
  });

  it('finds nothing without data sources', () => {
    const provided = [{ token: 'a', instance: new Map() }];

    expect(typeorm.databases?.(provided, INTEGRATIONS_DEFAULTS)).toEqual([]);
  });

  it('observes and reads each data source under its alias', async () => {
    const aliases: string[] = [];
    const end = ({ database }: QueryObservation): void => void aliases.push(database.alias);
    const provided = [dataSource(), dataSource('reports')].map((instance, i) => ({
      token: i,
      instance,
    }));

    typeorm.instrument?.(provided, new Observer([{ name: 'recorder', queries: { end } }]));
    await Promise.all(
      provided.map(({ instance }) => instance.createQueryRunner().query('SELECT 1')),
    );
    const collectors = typeorm.collectors?.(provided) ?? [];

    expect(aliases).toEqual(['default', 'reports']);
    expect(collectors.map(({ name }) => name)).toEqual([
      'connections of the database "default"',
      'connections of the database "reports"',
    ]);
  });

  it.each([
    ['postgres', true],
    ['cockroachdb', true],
    ['mssql', false],
    ['oracle', false],
    ['sap', false],
  ])('says what limits the pool of pg lacks, and no other: %s %s', (type, isPg) => {
    const source = { ...dataSource(), options: { type }, driver: { master: { options: {} } } };

    const missing = typeorm.missingLimits?.([{ token: 'a', instance: source }]) ?? [];

    expect(missing.length > 0).toBe(isPg);
  });
});
