import type { Observer } from '../../core';
import { QueryObserver } from '../database/query.observer';
import { replaceMethod } from '../replace-method';
import { settle } from '../settle';
import type { NamedClient } from '../named-clients';
import type { PgCall, PgClient, PgClientPool } from './pg-client';
import { observeQueryCall } from './query-call';

/** OpenTelemetry's `db.system.name`. */
const SYSTEM = 'postgresql';

/** Observes each query of a client that stands alone. */
export function instrumentClient(
  { client, alias }: NamedClient<PgClient>,
  observer: Observer,
): void {
  const queries = new QueryObserver(observer, { system: SYSTEM, alias });
  observeQueriesOf(client, queries, () => true);
}

/**
 * Observes each query of a pool once: those by `pool.query`, with their wait for a connection, and
 * those of the clients that the app takes out, until it gives them back.
 */
export function instrumentPool(named: NamedClient<PgClientPool>, observer: Observer): void {
  const { client: pool, alias } = named;
  const queries = new QueryObserver(observer, { system: SYSTEM, alias });
  const loans = new Loans(queries);
  const { query, connect } = pool;
  // `pool.query` takes a client out itself, by `this.connect(...)`, before it returns.
  let isAsking = false;
  replaceMethod(pool, 'query', (...args: unknown[]) =>
    observeQueryCall(args, queries, (...observed) => {
      isAsking = true;
      try {
        return query.apply(pool, observed);
      } finally {
        isAsking = false;
      }
    }),
  );
  replaceMethod(pool, 'connect', (...args: unknown[]) =>
    isAsking
      ? connect.apply(pool, args)
      : lend(args, loans, (...rest) => connect.apply(pool, rest)),
  );
}

/** Which of a pool's clients the app holds. Theirs are the queries that `pool.query` does not make. */
class Loans {
  private readonly known = new WeakSet<PgClient>();
  private readonly lent = new WeakSet<PgClient>();

  constructor(private readonly queries: QueryObserver) {}

  begin(client: PgClient): PgClient {
    if (!this.known.has(client)) {
      this.known.add(client);
      observeQueriesOf(client, this.queries, () => this.lent.has(client));
    }
    this.lent.add(client);
    const { release } = client;
    client.release = (...args) => {
      this.lent.delete(client);
      return release?.apply(client, args);
    };
    return client;
  }
}

function lend([callback]: readonly unknown[], loans: Loans, connect: PgCall): unknown {
  if (typeof callback !== 'function') {
    return settle(connect, {
      done: (client) => void (isClient(client) && loans.begin(client)),
      failed: () => undefined,
    });
  }
  return connect((error: unknown, client: unknown, release: unknown) => {
    if (!isClient(client)) return callback(error, client, release);
    return callback(error, client, loans.begin(client).release);
  });
}

function observeQueriesOf(
  client: PgClient,
  queries: QueryObserver,
  isObserved: () => boolean,
): void {
  const { query } = client;
  replaceMethod(client, 'query', (...args: unknown[]) =>
    isObserved()
      ? observeQueryCall(args, queries, (...observed) => query.apply(client, observed))
      : query.apply(client, args),
  );
}

function isClient(client: unknown): client is PgClient {
  return typeof (client as Partial<PgClient> | undefined | null)?.query === 'function';
}
