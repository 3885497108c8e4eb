import type { ServerResponse } from 'node:http';
import { observationOf } from './observed-response';

type Handler = (...exchange: [request: object, response: object, ...rest: unknown[]]) => unknown;

/** The part of Nest's adapter that takes the requests for which no route is there. */
export interface NotFoundAdapter {
  setNotFoundHandler?(handler: Handler, prefix?: string): unknown;
}

/** Notes the requests that come to Nest's own 404, whatever the routes were that passed them on. */
export function noteUnrouted(adapter: NotFoundAdapter): void {
  const original = adapter.setNotFoundHandler;
  if (typeof original !== 'function') return;
  adapter.setNotFoundHandler = function setNotingHandler(handler, prefix) {
    const noting: Handler = (...exchange) => {
      // Express's response is Node's; Fastify's reply has it in it.
      const [, response] = exchange as [unknown, ServerResponse & { raw?: ServerResponse }];
      const observation = observationOf(response.raw ?? response);
      if (observation) observation.isUnrouted = true;
      return handler(...exchange);
    };
    return original.call(this, noting, prefix);
  };
}
