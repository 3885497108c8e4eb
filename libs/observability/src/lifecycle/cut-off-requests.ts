import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { runInContext } from '../core';
import type { RequestObservation } from '../core';

/** The observation of the request of a response; undefined if it is not observed. */
export type ObservationOf = (response: ServerResponse) => RequestObservation | undefined;

/** Where the shutdown of the app is reported. */
export interface ShutdownLogger {
  info(message: string): void;
  warn(message: string): void;
}

const MAX_NAMED = 20;
const CLOSE_TIMEOUT_MS = 200;

/** Waits until the responses have closed, so that the observations of the requests have ended and have a route. */
export async function untilClosed(responses: readonly ServerResponse[]): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  const open = responses.filter(({ closed }) => !closed);
  const closed = Promise.allSettled(open.map((response) => once(response, 'close', { signal })));
  const limit = setTimeout(CLOSE_TIMEOUT_MS, undefined, { signal });
  await Promise.race([closed, limit]);
  // Ends whichever of the two is still pending; no one waits for it.
  limit.catch(() => undefined);
  waiting.abort();
}

/** Logs the requests that were cut off, each in its own context, so that the line has its id. */
export function logCutOff(requests: readonly RequestObservation[], logger: ShutdownLogger): void {
  for (const request of requests.slice(0, MAX_NAMED)) {
    runInContext(request.context, () => logger.warn(cutOffMessage(request)));
  }
  const others = requests.length - MAX_NAMED;
  if (others > 0)
    logger.warn(`${others} more requests were cut off because the app is shutting down`);
}

function cutOffMessage({ method, route, context, durationSeconds }: RequestObservation): string {
  const what = `${method} ${route || '(no route)'}`;
  const after = `${Math.round(durationSeconds * 1000)} ms`;
  return `${what} was cut off after ${after} because the app is shutting down (request ${context.requestId})`;
}
