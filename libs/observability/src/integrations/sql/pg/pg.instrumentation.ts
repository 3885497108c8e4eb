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
 * those of the clients that the app acquires, until it releases them.
 */
export function instrumentPool(named: NamedClient<PgClientPool>, observer: Observer): void {
  const { client: pool, alias } = named;
  const queries = new QueryObserver(observer, { system: SYSTEM, alias });
  const acquired = AcquiredClients.of(pool);
  acquired.queries.add(queries, observer);
  wrapMethod(pool, 'query', observer, (query, self, args) =>
    observeQueryCall(args, queries, (...observed) =>
      acquired.whileQuerying(() => query.apply(self, observed)),
    ),
  );
  wrapMethod(pool, 'connect', observer, (connect, self, args) =>
    acquired.isQuerying
      ? connect.apply(self, args)
      : observeConnect(args, acquired, (...rest) => connect.apply(self, rest)),
  );
}

/** The clients of a pool that the app has acquired. Their queries are those that `pool.query` does not make. */
class AcquiredClients {
  private static readonly ofPools = new WeakMap<object, AcquiredClients>();
  readonly queries = new SharedQueries();
  /** `pool.query` acquires a client itself, by `this.connect(...)`, before it returns. */
  isQuerying = false;
  private readonly known = new WeakSet<PgClient>();
  private readonly held = new WeakSet<PgClient>();

  /** Those of one pool, however many apps share it. */
  static of(pool: object): AcquiredClients {
    const acquired = this.ofPools.get(pool) ?? new AcquiredClients();
    this.ofPools.set(pool, acquired);
    return acquired;
  }

  whileQuerying<R>(query: () => R): R {
    this.isQuerying = true;
    try {
      return query();
    } finally {
      this.isQuerying = false;
    }
  }

  begin(client: PgClient): PgClient {
    if (this.held.has(client)) return client;
    if (!this.known.has(client)) {
      this.known.add(client);
      this.observe(client);
    }
    this.held.add(client);
    const { release } = client;
    client.release = (...args) => {
      this.held.delete(client);
      return release?.apply(client, args);
    };
    return client;
  }

  private observe(client: PgClient): void {
    const { query } = client;
    const plain: PgCall = (...args) => query.apply(client, args);
    replaceMethod(client, 'query', (...args: unknown[]) =>
      this.held.has(client)
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

function observeConnect(
  [callback]: readonly unknown[],
  acquired: AcquiredClients,
  connect: PgCall,
): unknown {
  if (typeof callback !== 'function') {
    return settle(connect, {
      done: (client) => void (isClient(client) && acquired.begin(client)),
      failed: () => undefined,
    });
  }
  return connect((error: unknown, client: unknown, release: unknown) => {
    if (!isClient(client)) return callback(error, client, release);
    return callback(error, client, acquired.begin(client).release);
  });
}

function isClient(client: unknown): client is PgClient {
  return typeof (client as Partial<PgClient> | undefined | null)?.query === 'function';
}
