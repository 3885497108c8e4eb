import type { Observer } from '../../../core';
import { QueryObserver, SharedQueries } from '../query-observer';
import { replaceMethod, wrapMethod } from '../../client/replace-method';
import { settle } from '../../client/settle';
import type { NamedClient } from '../../client/named-clients';
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
  wrapMethod(client, 'query', observer, (query, self, args) =>
    observeQueryCall(args, queries, (...observed) => query.apply(self, observed)),
  );
}

/**
 * Observes each query of a pool once: those by `pool.query`, with their wait for a connection, and
 * those of the clients that the app takes out, until it gives them back.
 */
export function instrumentPool(named: NamedClient<PgClientPool>, observer: Observer): void {
  const { client: pool, alias } = named;
  const queries = new QueryObserver(observer, { system: SYSTEM, alias });
  const loans = Loans.of(pool);
  loans.queries.add(queries, observer);
  wrapMethod(pool, 'query', observer, (query, self, args) =>
    observeQueryCall(args, queries, (...observed) =>
      loans.whileAsking(() => query.apply(self, observed)),
    ),
  );
  wrapMethod(pool, 'connect', observer, (connect, self, args) =>
    loans.isAsking
      ? connect.apply(self, args)
      : lend(args, loans, (...rest) => connect.apply(self, rest)),
  );
}

/** Which of a pool's clients the app holds. Theirs are the queries that `pool.query` does not make. */
class Loans {
  private static readonly ofPools = new WeakMap<object, Loans>();
  readonly queries = new SharedQueries();
  /** `pool.query` takes a client out itself, by `this.connect(...)`, before it returns. */
  isAsking = false;
  private readonly known = new WeakSet<PgClient>();
  private readonly lent = new WeakSet<PgClient>();

  /** Those of one pool, however many apps share it. */
  static of(pool: object): Loans {
    const loans = this.ofPools.get(pool) ?? new Loans();
    this.ofPools.set(pool, loans);
    return loans;
  }

  whileAsking<R>(ask: () => R): R {
    this.isAsking = true;
    try {
      return ask();
    } finally {
      this.isAsking = false;
    }
  }

  begin(client: PgClient): PgClient {
    if (this.lent.has(client)) return client;
    if (!this.known.has(client)) {
      this.known.add(client);
      this.observe(client);
    }
    this.lent.add(client);
    const { release } = client;
    client.release = (...args) => {
      this.lent.delete(client);
      return release?.apply(client, args);
    };
    return client;
  }

  private observe(client: PgClient): void {
    const { query } = client;
    const plain: PgCall = (...args) => query.apply(client, args);
    replaceMethod(client, 'query', (...args: unknown[]) =>
      this.lent.has(client)
        ? this.queries.around(
            plain,
            (queries, call) =>
              (...given) =>
                observeQueryCall(given, queries, call),
          )(...args)
        : plain(...args),
    );
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

function isClient(client: unknown): client is PgClient {
  return typeof (client as Partial<PgClient> | undefined | null)?.query === 'function';
}
