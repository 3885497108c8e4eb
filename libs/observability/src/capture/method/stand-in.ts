import { currentContext } from '../../core';
import type { Observer } from '../../core';
import { keepIdentity } from './keep-identity';
import type { Method } from './keep-identity';

/** A decorated method, as it stands on its prototype until an app wraps it. */
export interface StandIn {
  readonly prototype: object;
  readonly name: string;
  /** The method itself, without any observation. */
  readonly original: Method;
}

/** Observes the decorated methods of objects that the start of its app did not meet. */
export interface LateBinder {
  /** The context of a call names its observer; a call without context belongs to the newest app. */
  readonly observer: Observer;
  /** @param type the class of the object */
  bind(standIn: StandIn, type: ClassLike): Method;
}

/** A class, as far as its name and its methods are concerned. */
export type ClassLike = Readonly<{ name: string; prototype: object }>;

const standIns = new WeakMap<Method, StandIn>();
/** The outermost one of each method: decorators of others may stand between two of ours. */
const outermost = new WeakMap<object, Map<string, StandIn>>();
/** Instances and prototypes whose methods an app has wrapped. */
const wrapped = new WeakSet<object>();
const binders: LateBinder[] = [];

/** Begins to observe what comes after the start: lazily loaded, made by `ModuleRef.create` or `new`. */
export function addLateBinder(binder: LateBinder): void {
  if (!binders.includes(binder)) binders.push(binder);
}

export function removeLateBinder(binder: LateBinder): void {
  const place = binders.indexOf(binder);
  if (place >= 0) binders.splice(place, 1);
}

/** Of the newest app that observes what has no context; undefined where no app is left. */
export function newestObserver(): Observer | undefined {
  return binders.at(-1)?.observer;
}

/** Notes that an app has wrapped the methods of an instance or prototype. */
export function noteWrapped(holder: object): void {
  wrapped.add(holder);
}

/** The methods of a prototype are as they were before the app wrapped them. */
export function noteUnwrapped(holder: object): void {
  wrapped.delete(holder);
}

/** What an app wraps: the method itself in place of its stand-in. */
export function originalOf(method: Method): Method {
  return standIns.get(method)?.original ?? method;
}

export function isStandIn(method: Method): boolean {
  return standIns.has(method);
}

/** Puts a stand-in into the descriptor of a decorated method; one is enough for all decorators. */
export function placeStandIn(
  prototype: object,
  name: string,
  descriptor: PropertyDescriptor | undefined,
): void {
  const original: unknown = descriptor?.value;
  if (!descriptor || !isMethod(original) || standIns.has(original)) return;
  const standIn: StandIn = { prototype, name, original };
  const method: Method = function (...args) {
    return observedMethod(standIn, this).apply(this, args);
  };
  keepIdentity(original, method);
  standIns.set(method, standIn);
  const known = outermost.get(prototype) ?? new Map<string, StandIn>();
  outermost.set(prototype, known.set(name, standIn));
  descriptor.value = method;
}

/** The same for each method that the class itself has. */
export function placeStandIns(prototype: object, isLeftOut: (name: string) => boolean): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (name === 'constructor' || !descriptor?.configurable || isLeftOut(name)) continue;
    placeStandIn(prototype, name, descriptor);
    Object.defineProperty(prototype, name, descriptor);
  }
}

/** An object that cannot be read, a revoked proxy for example, runs the method without observation. */
function observedMethod(standIn: StandIn, self: unknown): Method {
  try {
    return boundMethod(standIn, self) ?? standIn.original;
  } catch {
    return standIn.original;
  }
}

function boundMethod(standIn: StandIn, self: unknown): Method | undefined {
  const binder = binderNow();
  const isObject = typeof self === 'object' && self !== null;
  if (!binder || (isObject && wrapped.has(self))) return undefined;
  const own: unknown = isObject ? Object.getPrototypeOf(self) : undefined;
  const start = isLevel(own) ? own : standIn.prototype;
  return isEntry(standIn, start) ? binder.bind(standIn, typeOf(start, standIn)) : undefined;
}

function binderNow(): LateBinder | undefined {
  if (binders.length < 2) return binders[0];
  const owner = currentContext()?.owner;
  return binders.find(({ observer }) => observer === owner) ?? binders.at(-1);
}

/**
 * Whether a call begins here: it does not when an app observes it already, or when it comes by
 * `super` from a decorated method.
 */
function isEntry(standIn: StandIn, start: object): boolean {
  for (let level: unknown = start; isLevel(level); level = Object.getPrototypeOf(level)) {
    if (wrapped.has(level)) return false;
    const nearest = outermost.get(level)?.get(standIn.name);
    if (nearest) return nearest === standIn;
  }
  return true;
}

function typeOf(prototype: object, standIn: StandIn): ClassLike {
  const type: unknown = prototype.constructor;
  return isClass(type) ? type : standIn.prototype.constructor;
}

function isClass(type: unknown): type is ClassLike {
  return typeof type === 'function' && type !== Object && isLevel(type.prototype);
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function isLevel(level: unknown): level is object {
  return typeof level === 'object' && level !== null;
}
