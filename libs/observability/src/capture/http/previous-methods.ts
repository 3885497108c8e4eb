import type { IncomingMessage, ServerResponse } from 'node:http';
import { recordOf } from './exchange-record';
import type { Methods } from './exchange-record';

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
  // Made on the response itself, before anything that inherits from it comes.
  const record = recordOf(response);
  if (!isPlain) {
    if (!OF_RESPONSE.every((name) => isReplaceable(response, name))) return false;
    record.previous = ownMethods(response, OF_RESPONSE);
  }
  return true;
}

/** The same for a method of a request. */
export function keepMethodOfRequest(request: IncomingMessage, name: 'emit' | 'push'): boolean {
  if (!isReplaceable(request, name)) return false;
  const record = recordOf(request);
  // The second method is replaced after the first: what stands there by then is ours.
  if (!record.isPrepared) record.previous = ownMethods(request, OF_REQUEST);
  record.isPrepared = true;
  return true;
}

/** The methods that ours replaced: those of the class, and in their place those that were put on the object before. */
export function previousOf<T extends IncomingMessage | ServerResponse>(patched: T): T {
  return recordOf(patched).methods as unknown as T;
}

/** Undefined where all methods are those of the class. */
function ownMethods(
  target: IncomingMessage | ServerResponse,
  names: readonly string[],
): Methods | undefined {
  if (!names.some((name) => Object.hasOwn(target, name))) return undefined;
  const methods: Methods = {};
  for (const name of names) {
    const isOwn = Object.hasOwn(target, name);
    methods[name] = isOwn ? methodsOf(target)[name]! : methodOfClass(name);
  }
  return methods;
}

function isReplaceable(target: IncomingMessage | ServerResponse, name: string): boolean {
  if (typeof methodsOf(target)[name] !== 'function') return false;
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  return descriptor === undefined || descriptor.writable === true || descriptor.set !== undefined;
}

/** A method that calls the one which the class has by then. */
function methodOfClass(name: string): Methods[string] {
  return function callMethodOfClass(this: unknown, ...args) {
    const { self } = recordOf(this as ServerResponse);
    return (Object.getPrototypeOf(self) as Methods)[name]!.apply(this, args);
  };
}

function methodsOf(target: unknown): Methods {
  return target as Methods;
}
