import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What the one AsyncLocalStorage of the process holds: a request's context itself, or a place
 * inside it where a span of its own is active. Each further storage would cost every promise of
 * the app again, so OpenTelemetry's context lives here as well.
 */
export interface Frame {
  /** The RequestContext; undefined where a span is active outside any request or job. */
  readonly root: unknown;
  /** What tracing keeps as the active context; created at its first use. */
  active: unknown;
  /** The monitored method that runs; undefined where none does. */
  readonly operation: RunningOperation | undefined;
}

/** A monitored method, as log lines name it. */
export interface RunningOperation {
  readonly className: string;
  readonly methodName: string;
}

const storage = new AsyncLocalStorage<Frame>();

/** Where the running code stands. */
export function currentFrame(): Frame | undefined {
  return storage.getStore();
}

/** Runs the work in the frame, and everything that it awaits. */
export function runInFrame<A extends unknown[], R>(
  frame: Frame,
  work: (...given: A) => R,
  ...given: A
): R {
  return storage.run(frame, work, ...given);
}

/** Runs the work with something else active, in the same request or job. */
export function runActive<R>(active: unknown, work: () => R): R {
  const outer = storage.getStore();
  return storage.run({ root: outer?.root, active, operation: outer?.operation }, work);
}

/** Runs the work as a call of the method, in the same request or job. */
export function runInOperation<R>(operation: RunningOperation, work: () => R): R {
  const outer = storage.getStore();
  return storage.run({ root: outer?.root, active: outer?.active, operation }, work);
}
