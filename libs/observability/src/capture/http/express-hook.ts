import type { IncomingMessage, ServerResponse } from 'node:http';
import { noteEntry } from './express-mounts';
import { routerOf } from './express-routes';
import type { ExpressRouting } from './express-routes';
import { observationOf } from './observed-response';
import type { RequestCapture } from './request-capture';

type Handle = (
  this: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** What passes a request on to its handlers: an Express application, or its router. */
interface Handling {
  handle?: unknown;
}

/** An Express application. */
export type ExpressApplication = Handling & ExpressRouting;

const NOTHING = (): void => undefined;

/**
 * Puts the capture in front of the application itself. Its server is only one of the ways in: other servers, cloud
 * functions, tests and Express applications that it is mounted in call it directly.
 */
export function hookExpress(app: ExpressApplication, capture: RequestCapture): void {
  hook(app, capture, NOTHING);
}

/**
 * The same for its router: callers that kept the application's method from before come by here alone, and so does what
 * only Express's prototypes make a request and a response.
 */
export function hookExpressRouter(app: ExpressApplication, capture: RequestCapture): void {
  const router: Handling | undefined = routerOf(app);
  if (router) hook(router, capture);
}

function hook(holder: Handling, capture: RequestCapture, warn?: () => void): void {
  const { handle } = holder;
  if (typeof handle !== 'function') return;
  const original = handle as Handle;
  const handleObserved: Handle = function handleObserved(request, response, next) {
    if (observationOf(response)) {
      original.call(this, request, response, next);
      return;
    }
    noteEntry(request);
    capture.observe(request, response, () => original.call(this, request, response, next), warn);
  };
  // A frozen application stays as it is; its server is observed all the same.
  Reflect.set(holder, 'handle', handleObserved);
}
