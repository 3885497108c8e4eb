import { currentContext, OperationObservation, RequestContext, runInContext } from '../../core';
import type { Observer, Operation } from '../../core';
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
    return context
      ? observeCall(original, this, args, operation, context)
      : observeEntry(original, this, args, operation, observer);
  };
  keepIdentity(original, wrapper);
  wrapped.add(wrapper);
  return wrapper;
}

/** A call outside any request or job (a timer, an event) begins a context of its own. */
function observeEntry(
  original: Method,
  self: unknown,
  args: unknown[],
  operation: Operation,
  observer: Observer,
): unknown {
  const context = new RequestContext(observer);
  return runInContext(context, () => observeCall(original, self, args, operation, context));
}

function observeCall(
  original: Method,
  self: unknown,
  args: unknown[],
  operation: Operation,
  context: RequestContext,
): unknown {
  const { operations, clock } = context.observer;
  const begin = (): OperationObservation => {
    const observation = new OperationObservation(clock.now(), context, operation);
    context.observation ??= observation;
    return operations.begin(observation);
  };
  const observation = begin();
  try {
    const result = operations.hasArounds
      ? operations.run(observation, () => original.apply(self, args))
      : original.apply(self, args);
    return settle(result, { observation, begin, operations });
  } catch (error) {
    observation.fail(error);
    operations.end(observation);
    throw error;
  }
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
