import type { IncomingMessage } from 'node:http';
import { routerOf } from './express-routes';
import type { ExpressRouting } from './express-routes';
import { OBSERVATION } from './observed-response';
import type { ObservedResponse } from './observed-response';
import type { RequestCapture } from './request-capture';

type Handle = (
  this: unknown,
  request: IncomingMessage,
  response: ObservedResponse,
  next?: (error?: unknown) => void,
) => void;

/** What passes a request on to its handlers: an Express application, or its router. */
interface Handling {
  handle?: unknown;
}

/** An Express application. */
export type ExpressApplication = Handling & ExpressRouting;

/** Takes a hook away again. */
export type Unhook = () => void;

/** A capture behind a hook. */
interface Hooked {
  readonly capture: RequestCapture;
  /** Called where a request cannot be observed; undefined for the capture's own warning. */
  readonly warn: (() => void) | undefined;
}

/** The hook of one application or router. */
interface Hook {
  /** The newest last: Nest apps may share an instance of Express. */
  readonly captures: Hooked[];
  readonly uninstall: Unhook;
}

const hooks = new WeakMap<Handling, Hook>();

const NOTHING = (): void => undefined;

/**
 * Puts the capture in front of the application itself. Its server is only one of the ways in: other servers, cloud
 * functions, tests and Express applications that it is mounted in call it directly.
 */
export function hookExpress(app: ExpressApplication, capture: RequestCapture): Unhook {
  return hook(app, { capture, warn: NOTHING });
}

/**
 * Puts the capture in front of the application's router. Callers that kept the application's `handle` from before the
 * start reach only the router. So do requests and responses that are incomplete until Express has set their prototypes.
 */
export function hookExpressRouter(app: ExpressApplication, capture: RequestCapture): Unhook {
  const router: Handling | undefined = routerOf(app);
  return router ? hook(router, { capture, warn: undefined }) : NOTHING;
}

function hook(holder: Handling, hooked: Hooked): Unhook {
  const { captures, uninstall } = hooks.get(holder) ?? installed(holder);
  captures.push(hooked);
  return () => {
    const at = captures.indexOf(hooked);
    if (at >= 0) captures.splice(at, 1);
    if (captures.length === 0) uninstall();
  };
}

function installed(holder: Handling): Hook {
  const captures: Hooked[] = [];
  const made = { captures, uninstall: install(holder, captures) };
  hooks.set(holder, made);
  return made;
}

/** Replaces `handle`; without a capture it only calls the original. */
function install(holder: Handling, captures: readonly Hooked[]): Unhook {
  const { handle } = holder;
  if (typeof handle !== 'function') return NOTHING;
  const isOwn = Object.hasOwn(holder, 'handle');
  const original = handle as Handle;
  const handleObserved: Handle = function handleObserved(request, response, next) {
    const newest = captures[captures.length - 1];
    if (!newest || response[OBSERVATION]) {
      original.call(this, request, response, next);
      return;
    }
    const work = (): void => original.call(this, request, response, next);
    newest.capture.observe(request, response, work, newest.warn);
  };
  // A frozen application stays as it is; its server is observed all the same.
  Reflect.set(holder, 'handle', handleObserved);
  return () => {
    // Another library has put its own method in front since: ours stays below it.
    if (holder.handle !== handleObserved) return;
    hooks.delete(holder);
    if (isOwn) Reflect.set(holder, 'handle', original);
    else Reflect.deleteProperty(holder, 'handle');
  };
}
