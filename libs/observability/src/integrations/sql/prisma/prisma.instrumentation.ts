import type { Observer } from '../../../core';
import { QueryObserver, SharedQueries } from '../query-observer';
import type { NamedClient } from '../../client/named-clients';
import { replaceMethod } from '../../client/replace-method';
import { driversOf } from './adapter-drivers';
import { systemOf } from './prisma-client';
import type { PrismaClientLike, PrismaDriver, PrismaQuery, PrismaQueryable } from './prisma-client';

/** The methods of a driver and its transactions that take a statement. */
const QUERIES = ['queryRaw', 'executeRaw'] as const;

/** Observes each statement that a PrismaClient sends by its driver adapter once, those of transactions too. */
export function instrumentPrisma(
  { client, alias }: NamedClient<PrismaClientLike>,
  observer: Observer,
): void {
  const drivers = driversOf(client);
  if (!drivers) return;
  const shared = SharedQueries.of(drivers);
  shared.add(new QueryObserver(observer, { system: systemOf(client), alias }), observer);
  drivers.onConnect ??= (driver) => instrumentDriver(driver, shared);
}

function instrumentDriver(driver: PrismaDriver, shared: SharedQueries): void {
  observeQueriesOf(driver, shared);
  const { startTransaction } = driver;
  if (!startTransaction) return;
  replaceMethod(driver, 'startTransaction', async (...args: unknown[]) => {
    const transaction = await startTransaction.apply(driver, args);
    observeQueriesOf(transaction, shared);
    return transaction;
  });
}

function observeQueriesOf(queryable: PrismaQueryable, shared: SharedQueries): void {
  for (const name of QUERIES) {
    const query = queryable[name];
    if (typeof query !== 'function') continue;
    replaceMethod(queryable, name, (statement: PrismaQuery, ...rest: unknown[]) =>
      shared.around(
        () => query.call(queryable, statement, ...rest),
        (queries, call) => () => queries.observe(statement?.sql, call),
      )(),
    );
  }
}
