import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Observer, RequestObservation } from '../../libs/observability/src/core';
import { core } from './library';

const HEADERS = {
  host: 'shop.example',
  'user-agent': 'bench/1.0 (load generator)',
  accept: 'application/json',
};

/** A request and its answer as Node makes them; no byte of them was ever sent. */
export function fakeExchange(): {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
} {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'GET', url: '/users/42', headers: HEADERS });
  const response = new ServerResponse(request);
  response.statusCode = 200;
  response.setHeader('content-length', '49');
  return { request, response };
}

/** What the capture does for each request, so that one signal can be timed alone. */
export function requestMaker(observer: Observer): () => RequestObservation {
  const { request, response } = fakeExchange();
  return () => {
    const context = new core.RequestContext(observer);
    const begun = new core.RequestObservation(
      observer.clock.now(),
      context,
      request,
      response,
      request as { ip?: string },
    );
    begun.route = '/users/:id';
    begun.status = 200;
    begun.responseBodyBytes = 49;
    return begun;
  };
}
