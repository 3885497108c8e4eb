import {
  currentContext,
  Observer,
  OperationObservation,
  RequestContext,
  runInContext,
} from '../../core';
import type { Operation } from '../../core';
import { ObservedCall } from './call';
import { settle } from './settle';

/** Any method; the wrapper hands arguments and results through untouched. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

const wrapped = new WeakSet<Method>();

/**
 * Wraps a method so that each call is observed. One wrapper serves sync, async, Observable and
 * generator methods; `this`, name, length and all metadata stay (a lost `@Roles` disables a guard:
 * opentelemetry-js-contrib#796).
 */
export function wrapMethod(original: Method, operation: Operation, observer: Observer): Method {
  if (wrapped.has(original)) return original;
  const wrapper: Method = function (...args) {
    const context = currentContext();
    if (context) return observeCall(original, this, args, operation, observerOf(context, observer));
    // A call outside any request or job (a timer, an event) begins a context of its own.
    return runInContext(new RequestContext(observer), () =>
      observeCall(original, this, args, operation, observer),
    );
  };
  keepIdentity(original, wrapper);
  wrapped.add(wrapper);
  return wrapper;
}

/** A prototype is shared by all applications of the process; the context knows whose call it is. */
function observerOf({ owner }: RequestContext, observer: Observer): Observer {
  return owner instanceof Observer ? owner : observer;
}

function observeCall(
  original: Method,
  self: unknown,
  args: unknown[],
  operation: Operation,
  { operations, clock }: Observer,
): unknown {
  const context = currentContext();
  const begin = (): OperationObservation => {
    const begun = new OperationObservation(clock.now(), context, operation);
    // A second run of an Observable is an edge of its own, when the first was.
    if (context && isOver(context.observation)) context.observation = begun;
    return operations.begin(begun);
  };
  const observation = begin();
  try {
    const result = operations.hasArounds
      ? operations.run(observation, () => original.apply(self, args))
      : original.apply(self, args);
    return settle(result, new ObservedCall(observation, context, operations, begin));
  } catch (error) {
    observation.fail(error);
    operations.end(observation);
    throw error;
  }
}

/** Nothing yet, or an earlier run of a monitored method; a request or job stays what it is. */
function isOver(observation: RequestContext['observation']): boolean {
  if (!observation) return true;
  return observation.ended && observation instanceof OperationObservation;
}

function keepIdentity(original: Method, wrapper: Method): void {
  for (const property of Reflect.ownKeys(original)) {
    if (property === 'prototype') continue;
    Object.defineProperty(wrapper, property, Object.getOwnPropertyDescriptor(original, property)!);
  }
  for (const key of Reflect.getMetadataKeys(original)) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original), wrapper);
  }
}
