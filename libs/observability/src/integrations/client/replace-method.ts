import type { Observer } from '../../core';

export type Method = (this: unknown, ...args: unknown[]) => unknown;

/** What is done around a method; it calls the original. */
export type Around = (original: Method, self: unknown, args: unknown[]) => unknown;

/** Puts a method of ours in the place of the object's own or inherited one; it is not listed among its keys. */
export function replaceMethod(target: object, method: string, value: unknown): void {
  Object.defineProperty(target, method, { value, writable: true, configurable: true });
}

/**
 * Does something around each call of a method, until the app of the observer has ended. Apps that share
 * a client share one wrapper; the last of them leaves the client as it was, unless others have wrapped it since.
 */
export function wrapMethod(target: object, name: string, observer: Observer, around: Around): void {
  const current = methodOf(target, name);
  if (!current) return;
  const known = wrapped.get(current);
  const shared = known?.target === target ? known : new WrappedMethod(target, name, current);
  observer.whenClosed(shared.add(around));
}

function methodOf(target: object, name: string): Method | undefined {
  const method = (target as Record<string, unknown>)[name];
  return typeof method === 'function' ? (method as Method) : undefined;
}

/** Those that are in place, by the function that stands there. */
const wrapped = new WeakMap<object, WrappedMethod>();

class WrappedMethod {
  private arounds: readonly Around[] = [];
  private call: Method;
  private readonly own: PropertyDescriptor | undefined;
  private readonly wrapper: Method;

  constructor(
    readonly target: object,
    private readonly name: string,
    private readonly original: Method,
  ) {
    this.call = original;
    this.own = Object.getOwnPropertyDescriptor(target, name);
    // The functions of some clients are called without them.
    const callOn = (self: unknown, args: unknown[]): unknown =>
      this.call.apply(self ?? target, args);
    this.wrapper = function wrapper(...args) {
      return callOn(this, args);
    };
    wrapped.set(this.wrapper, this);
    replaceMethod(target, name, this.wrapper);
  }

  /** @returns a function that removes it */
  add(around: Around): () => void {
    // An app may do the same twice.
    const one: Around = (...call) => around(...call);
    this.use([...this.arounds, one]);
    return () => this.use(this.arounds.filter((each) => each !== one));
  }

  private use(arounds: readonly Around[]): void {
    this.arounds = arounds;
    this.call = arounds.reduce<Method>(
      (inner, around) =>
        function called(...args) {
          return around(inner, this, args);
        },
      this.original,
    );
    if (arounds.length === 0) this.leave();
  }

  /** Where other code has wrapped it since, it stays and does nothing. */
  private leave(): void {
    const { target, name, own } = this;
    if (methodOf(target, name) !== this.wrapper) return;
    if (own) Object.defineProperty(target, name, own);
    else Reflect.deleteProperty(target, name);
  }
}
