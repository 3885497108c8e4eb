import type { QueryObserver } from '../query-observer';
import { settle } from '../../client/settle';
import type { PgCall } from './pg-client';

/** pg's protocol for queries that are objects: Query, pg-cursor, pg-query-stream. */
interface Submittable {
  readonly text?: unknown;
  /** pg-query-stream keeps a cursor, and that the text. */
  readonly cursor?: { readonly text?: unknown };
  submit(...args: unknown[]): unknown;
  handleError: PgCall;
  handleReadyForQuery?: PgCall;
}

/** The callback of `query(text, values, callback)` or `query(text, callback)`. */
type Callback = (error: unknown, ...rest: unknown[]) => unknown;

/**
 * Makes one call of `query` and observes it once, in whichever form it comes: with a callback, for
 * a promise, or with a query that is an object of its own.
 */
export function observeQueryCall(
  args: readonly unknown[],
  queries: QueryObserver,
  query: PgCall,
): unknown {
  const [config, ...rest] = args;
  const at = rest.findIndex((arg) => typeof arg === 'function');
  if (at >= 0) {
    // Just looked at: a function.
    const callback = rest[at] as Callback;
    return observeCallback(config, callback, queries, (observed) =>
      query(config, ...rest.with(at, observed)),
    );
  }
  if (isSubmittable(config)) return observeSubmittable(config, queries, () => query(...args));
  if (hasOwnCallback(config)) return query(...args);
  return queries.observe(textOf(config), () => query(...args));
}

function observeCallback(
  config: unknown,
  callback: Callback,
  queries: QueryObserver,
  query: (observed: Callback) => unknown,
): unknown {
  const observation = queries.begin(textOf(config));
  const observed: Callback = (error, ...rest) => {
    if (error) queries.fail(observation, error);
    else queries.end(observation);
    return callback(error, ...rest);
  };
  try {
    return queries.run(observation, () => query(observed));
  } catch (error) {
    queries.fail(observation, error);
    throw error;
  }
}

/** It is over when the server is ready for the next query, or the client tells it of an error. */
function observeSubmittable(
  submitted: Submittable,
  queries: QueryObserver,
  query: () => unknown,
): unknown {
  const observation = queries.begin(submitted.text ?? submitted.cursor?.text);
  const { handleError, handleReadyForQuery } = submitted;
  submitted.handleError = (error, ...rest) => {
    queries.fail(observation, error);
    return handleError.call(submitted, error, ...rest);
  };
  submitted.handleReadyForQuery = (...rest) => {
    queries.end(observation);
    return handleReadyForQuery?.apply(submitted, rest);
  };
  return settle(() => queries.run(observation, query), {
    // A client gives the object back and works on; a pool promises an end of its own.
    done: (result) => {
      if (result !== submitted) queries.end(observation);
    },
    failed: (error) => queries.fail(observation, error),
  });
}

function isSubmittable(config: unknown): config is Submittable {
  const { submit, handleError } = (config ?? {}) as Partial<Submittable>;
  return typeof submit === 'function' && typeof handleError === 'function';
}

/** `query({ text, callback })`, an old form that is not observed: pg takes the callback from the object. */
function hasOwnCallback(config: unknown): boolean {
  return typeof (config as { callback?: unknown } | undefined | null)?.callback === 'function';
}

function textOf(config: unknown): unknown {
  return typeof config === 'string' ? config : (config as { text?: unknown } | null)?.text;
}
