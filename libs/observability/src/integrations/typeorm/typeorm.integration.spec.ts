import { Observer } from '../../core';
import type { QueryObservation } from '../../core';
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
  it('finds data sources by what they can do', () => {
    const provided = [
      { token: 'a', instance: { query: () => undefined } },
      { token: 'b', instance: dataSource() },
    ];

    expect(typeorm.indicatorOf?.(provided)).toMatchObject({ name: 'database' });
  });

  it('asks a data source once though it has two tokens', async () => {
    const instance = dataSource();
    const indicator = typeorm.indicatorOf?.([
      { token: 'a', instance },
      { token: 'b', instance },
    ]);

    const finding = await indicator?.check(new AbortController().signal);

    expect(Object.keys(finding?.details ?? {})).toEqual(['default_query_time_ms']);
  });

  it('makes no indicator without data sources', () => {
    expect(typeorm.indicatorOf?.([{ token: 'a', instance: new Map() }])).toBeUndefined();
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
    const readings = typeorm.readings?.(provided) ?? [];

    expect(aliases).toEqual(['default', 'reports']);
    expect(readings.map(({ name }) => name)).toEqual([
      'connections of the database "default"',
      'connections of the database "reports"',
    ]);
  });
});
