import { currentContext, QueryObservation } from '../../core';
import type { Observer } from '../../core';
import { settle } from '../client/settle';
import { operationOf } from './operation-of';

const MARK = '/* nestjs-observability */';

/** The query as the library's own: not counted among the app's, and recognisable in the database's own views. */
export function asOwnQuery(sql: string): string {
  return `${sql} ${MARK}`;
}

/** Whether it is a query of the library itself, for a health check. */
export function isOwnQuery(sql: unknown): boolean {
  return typeof sql === 'string' && sql.endsWith(MARK);
}

/** Observes the queries to one database, and adds each to the request or job that makes it. */
export class QueryObserver {
  constructor(
    private readonly observer: Observer,
    private readonly database: QueryObservation['database'],
  ) {}

  /** A query that lasts until its call, or the promise of it, has ended. */
  observe<R>(sql: unknown, query: () => R): R {
    if (isOwnQuery(sql)) return query();
    const observation = this.begin(sql);
    return settle(() => this.run(observation, query), {
      done: () => this.end(observation),
      failed: (error) => this.fail(observation, error),
    });
  }

  begin(sql: unknown): QueryObservation {
    const { queries, clock } = this.observer;
    const operation = operationOf(sql);
    return queries.begin(
      new QueryObservation(clock.now(), currentContext(), this.database, operation),
    );
  }

  /** Makes the call inside what the signals began, for example with its span active. */
  run<R>(observation: QueryObservation, call: () => R): R {
    return this.observer.queries.run(observation, call);
  }

  /** Ends it once; further calls have no effect. */
  end(observation: QueryObservation): void {
    if (observation.ended) return;
    this.observer.queries.end(observation);
    const { context } = observation;
    if (!context) return;
    context.queries += 1;
    context.querySeconds += observation.durationSeconds;
  }

  fail(observation: QueryObservation, error: unknown): void {
    if (!observation.ended) observation.fail(error);
    this.end(observation);
  }
}

/** The observers of the apps that share a client, whose connections or runners live on when an app ends. */
export class SharedQueries {
  private static readonly known = new WeakMap<object, SharedQueries>();
  private observers: readonly QueryObserver[] = [];

  static of(client: object): SharedQueries {
    const shared = this.known.get(client) ?? new SharedQueries();
    this.known.set(client, shared);
    return shared;
  }

  /** Until the app of the observer has ended. */
  add(queries: QueryObserver, observer: Observer): void {
    this.observers = [...this.observers, queries];
    observer.whenClosed(() => {
      this.observers = this.observers.filter((each) => each !== queries);
    });
  }

  /** A call with what each of them does around it; the call itself where there is none. */
  around<F>(call: F, observe: (queries: QueryObserver, call: F) => F): F {
    return this.observers.reduce<F>((inner, queries) => observe(queries, inner), call);
  }
}
