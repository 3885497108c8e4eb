import type { ModulesContainer } from '@nestjs/core';
import { currentContext, RequestObservation, watchResult } from '../../core';

type Check = (this: unknown, ...args: unknown[]) => unknown;

/** The service's method while it is watched. Apps of one process may share the service. */
interface Watch {
  apps: number;
  readonly wrapper: Check;
  /** What the service itself had before; undefined where the method is that of its class. */
  readonly before: PropertyDescriptor | undefined;
}

const watches = new WeakMap<object, Watch>();

/**
 * Marks a request for which a Terminus check has run. Its route is then a health route, and its 503 is a result and
 * not an error, whether it rethrows what Terminus throws, sets the status itself, or throws an exception of its own.
 * @returns a function that stops this for the app
 */
export function watchTerminusChecks(modules: ModulesContainer): () => void {
  const services = new Set<object>();
  for (const { providers } of modules.values()) {
    for (const { instance } of providers.values()) {
      if (isCheckService(instance)) services.add(instance);
    }
  }
  for (const service of services) begin(service);
  return () => {
    for (const service of services) end(service);
    services.clear();
  };
}

function begin(service: object): void {
  const known = watches.get(service);
  if (known) known.apps += 1;
  else wrap(service);
}

function wrap(service: object): void {
  const check = propertyOf(service, 'check') as Check;
  const wrapper: Check = function (...args) {
    return watch.apps > 0 ? noting(() => check.apply(this, args)) : check.apply(this, args);
  };
  const before = Object.getOwnPropertyDescriptor(service, 'check');
  const watch: Watch = { apps: 1, wrapper, before };
  const change = { value: wrapper, writable: true, configurable: true };
  if (Reflect.defineProperty(service, 'check', change)) watches.set(service, watch);
}

/** If another library has wrapped the method since, ours stays inside and does nothing until an app watches again. */
function end(service: object): void {
  const watch = watches.get(service);
  if (!watch) return;
  watch.apps -= 1;
  const isOutermost = propertyOf(service, 'check') === watch.wrapper;
  if (watch.apps > 0 || !isOutermost) return;
  watches.delete(service);
  if (watch.before) Reflect.defineProperty(service, 'check', watch.before);
  else Reflect.deleteProperty(service, 'check');
}

/** Runs a check: what it returns and throws is what the caller gets. */
function noting(check: () => unknown): unknown {
  const request = currentContext()?.observation;
  if (!(request instanceof RequestObservation)) return check();
  const done = (): void => request.noteHealthCheck(undefined);
  const failed = (error: unknown): void => request.noteHealthCheck(error);
  try {
    return watchResult(check(), { done, failed });
  } catch (error) {
    failed(error);
    throw error;
  }
}

/** By the structure of Terminus' service: the package may be installed twice, and a class of the app may have its name. */
function isCheckService(instance: unknown): instance is object {
  try {
    if (typeof instance !== 'object' || instance === null) return false;
    const executor = Object.getOwnPropertyDescriptor(instance, 'healthCheckExecutor')
      ?.value as unknown;
    return isFunction(propertyOf(executor, 'execute')) && isFunction(propertyOf(instance, 'check'));
  } catch {
    // A proxy that throws when it is read.
    return false;
  }
}

/** A property of an object or its classes. Accessors are not read, since they may run code of the app. */
function propertyOf(object: unknown, name: string): unknown {
  for (let level = object; typeof level === 'object' && level !== null;) {
    const descriptor = Object.getOwnPropertyDescriptor(level, name);
    if (descriptor) return descriptor.value;
    level = Object.getPrototypeOf(level) as unknown;
  }
  return undefined;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
