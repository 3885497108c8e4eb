import { typeorm } from './typeorm.integration';

function dataSource(): object {
  return {
    isInitialized: true,
    options: { type: 'sqlite' },
    query: async () => [],
    createQueryRunner: () => undefined,
    getRepository: () => undefined,
  };
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
});
