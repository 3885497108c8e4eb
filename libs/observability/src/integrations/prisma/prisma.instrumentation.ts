import type { Observer } from '../../core';
import { QueryObserver } from '../database/query.observer';
import type { NamedClient } from '../named-clients';
import { replaceMethod } from '../replace-method';
import { driversOf } from './adapter-drivers';
import { systemOf } from './prisma.client';
import type { PrismaClientLike, PrismaQuery, PrismaQueryable } from './prisma.client';

/** By which a driver and its transactions are asked; both take `{ sql, args }`. */
const QUERIES = ['queryRaw', 'executeRaw'] as const;

/** Observes each statement that a PrismaClient sends by its driver adapter once, those of transactions too. */
export function instrumentPrisma(
  { client, alias }: NamedClient<PrismaClientLike>,
  observer: Observer,
): void {
  const queries = new QueryObserver(observer, { system: systemOf(client), alias });
  driversOf(client)?.watch((driver) => {
    observeQueriesOf(driver, queries);
    const { startTransaction } = driver;
    if (!startTransaction) return;
    replaceMethod(driver, 'startTransaction', async (...args: unknown[]) => {
      const transaction = await startTransaction.apply(driver, args);
      observeQueriesOf(transaction, queries);
      return transaction;
    });
  });
}

function observeQueriesOf(queryable: PrismaQueryable, queries: QueryObserver): void {
  for (const name of QUERIES) {
    const query = queryable[name];
    if (typeof query !== 'function') continue;
    replaceMethod(queryable, name, (asked: PrismaQuery, ...rest: unknown[]) =>
      queries.observe(asked?.sql, () => query.call(queryable, asked, ...rest)),
    );
  }
}
