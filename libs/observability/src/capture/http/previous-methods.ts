import type { IncomingMessage, ServerResponse } from 'node:http';

/** The request or response itself, also for objects that inherit from it. */
const SELF = Symbol('self');
const PREVIOUS = Symbol('previous methods');

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Methods = Record<string, Method>;

interface Patched {
  [SELF]?: object;
  /** Undefined where all methods are those of the class. */
  [PREVIOUS]?: Methods;
}

const OF_RESPONSE = ['write', 'end', 'writeHead'];
const OF_REQUEST = ['emit', 'push'];

/**
 * Prepares a response for methods of the capture's own. Those that a middleware or an outer app has put on it before
 * (compression, sessions) are kept and called by ours; those of its class are looked up when they are called, because
 * Express changes the class later.
 * @returns whether its methods may be replaced; an exchange that was made by hand may be sealed, or lack one
 */
export function keepMethodsOfResponse(response: ServerResponse): boolean {
  const ofClass = Object.getPrototypeOf(response) as ServerResponse;
  // By name and not in a loop: this is done for each request.
  const isPlain =
    response.write === ofClass.write &&
    response.end === ofClass.end &&
    response.writeHead === ofClass.writeHead &&
    typeof response.write === 'function' &&
    typeof response.writeHead === 'function';
  if (!isPlain) {
    if (!OF_RESPONSE.every((name) => isReplaceable(response, name))) return false;
    keepOwn(response, OF_RESPONSE);
  }
  (response as Patched)[SELF] = response;
  return true;
}

/** The same for a method of a request. */
export function keepMethodOfRequest(request: IncomingMessage, name: 'emit' | 'push'): boolean {
  if (!isReplaceable(request, name)) return false;
  if (!Object.hasOwn(request, SELF)) {
    keepOwn(request, OF_REQUEST);
    (request as Patched)[SELF] = request;
  }
  return true;
}

/** The methods that ours replaced: those of the class, and in their place those that were put on the object before. */
export function previousOf<T extends object>(patched: T): T {
  const { [SELF]: self = patched } = patched as Patched;
  return ((self as Patched)[PREVIOUS] ?? Object.getPrototypeOf(self)) as T;
}

/** Whether a middleware or an outer app has put its own methods on the response before the capture began. */
export function hadOwnMethods(response: ServerResponse): boolean {
  return (response as Patched)[PREVIOUS] !== undefined;
}

function keepOwn(target: object, names: readonly string[]): void {
  if (!names.some((name) => Object.hasOwn(target, name))) return;
  const previous: Methods = {};
  for (const name of names) {
    const isOwn = Object.hasOwn(target, name);
    previous[name] = isOwn ? (target as Methods)[name]! : methodOfClass(name);
  }
  (target as Patched)[PREVIOUS] = previous;
}

function isReplaceable(target: object, name: string): boolean {
  if (typeof (target as Methods)[name] !== 'function') return false;
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  return descriptor === undefined || descriptor.writable === true || descriptor.set !== undefined;
}

/** A method that calls the one which the class has by then. */
function methodOfClass(name: string): Method {
  return function callMethodOfClass(this: unknown, ...args) {
    const { [SELF]: self = this } = this as Patched;
    return (Object.getPrototypeOf(self) as Methods)[name]!.apply(this, args);
  };
}
