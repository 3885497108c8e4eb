import { errorMonitor } from 'node:events';
import type { EventEmitter } from 'node:events';
import { givenNameOf, isError } from '../../../core';
import type { Observer } from '../../../core';
import { QueryObserver, SharedQueries } from '../query-observer';
import { wrapMethod } from '../../client/replace-method';
import { settle } from '../../client/settle';
import type { DataSourceLike } from './data-source';
import { systemOf } from './database-system';

/** What is called of a query runner: every query of a DataSource goes through one. */
export interface QueryRunnerLike {
  query(sql: string, ...rest: unknown[]): Promise<unknown>;
  stream?(sql: string, ...rest: unknown[]): Promise<unknown>;
}

/** A DataSource that makes query runners, for itself and for the app. */
export interface RunnerSource extends DataSourceLike {
  createQueryRunner(...mode: unknown[]): QueryRunnerLike;
}

/** Marks runners that are observed. */
const OBSERVED = Symbol('observed');

/** Observes each query of the DataSource once, whether it is connected already or not. */
export function instrumentDataSource(
  source: RunnerSource,
  alias: string,
  observer: Observer,
): void {
  const system = systemOf(source.options.type);
  const shared = SharedQueries.of(source);
  shared.add(new QueryObserver(observer, { system, alias }), observer);
  wrapMethod(source, 'createQueryRunner', observer, (createQueryRunner, self, mode) => {
    const runner = createQueryRunner.apply(self, mode);
    // Some drivers hand out the same runner again and again.
    if (isRunner(runner) && !(OBSERVED in runner)) {
      // A key of our own; a set of all runners would cost each query half as much again.
      (runner as unknown as Record<symbol, unknown>)[OBSERVED] = true;
      instrumentRunner(runner, shared);
    }
    return runner;
  });
}

/** A test's stand-in may make nothing at all. */
function isRunner(runner: unknown): runner is QueryRunnerLike {
  return typeof (runner as Partial<QueryRunnerLike> | undefined)?.query === 'function';
}

function instrumentRunner(runner: QueryRunnerLike, shared: SharedQueries): void {
  const { query, stream } = runner;
  runner.query = (sql, ...rest) =>
    shared.around(
      () => query.call(runner, sql, ...rest),
      (queries, call) => () => queries.observe(sql, call),
    )();
  if (stream) {
    runner.stream = (sql, ...rest) =>
      shared.around(
        () => stream.call(runner, sql, ...rest),
        (queries, open) => () => observeStream(sql, queries, open),
      )();
  }
}

/** A stream lasts until its last row is read, or nobody wants more of it. */
function observeStream(
  sql: string,
  queries: QueryObserver,
  open: () => Promise<unknown>,
): Promise<unknown> {
  const observation = queries.begin(sql);
  return settle(() => queries.run(observation, open), {
    done: (stream) => {
      if (!isEmitter(stream)) return queries.end(observation);
      // The monitor only looks on: an error that nobody listens to stays one.
      stream.once(errorMonitor, (error: unknown) => {
        if (!isAbort(error)) queries.fail(observation, error);
      });
      for (const event of ['end', 'close']) stream.once(event, () => queries.end(observation));
    },
    failed: (error) => queries.fail(observation, error),
  });
}

function isEmitter(stream: unknown): stream is EventEmitter {
  return typeof (stream as Partial<EventEmitter> | undefined)?.once === 'function';
}

/** What Node destroys a stream with when its reader leaves the loop. */
function isAbort(error: unknown): boolean {
  return isError(error) && givenNameOf(error) === 'AbortError';
}
