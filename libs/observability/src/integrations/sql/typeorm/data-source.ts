import { hasMethods } from '../../../core';
import type { Provided } from '../../client/integration.contract';

/** What is used of a TypeORM DataSource. */
export interface DataSourceLike {
  readonly name?: string;
  readonly isInitialized: boolean;
  readonly options: { readonly type: string; readonly name?: string };
  query(sql: string): Promise<unknown>;
}

/** The DataSources among these, each once. */
export function dataSourcesOf(provided: readonly Provided[]): DataSourceLike[] {
  return [...new Set(provided.map(({ instance }) => instance).filter(isDataSource))];
}

/** What the app calls the connection: its name, else `default`, `database2`, ... */
export function aliasOf({ name, options }: DataSourceLike, index: number): string {
  return options.name ?? name ?? (index === 0 ? 'default' : `database${index + 1}`);
}

function isDataSource(instance: Provided['instance']): instance is DataSourceLike {
  return (
    hasMethods(instance, 'query', 'createQueryRunner', 'getRepository') &&
    'isInitialized' in instance
  );
}
