import { currentContext, Observer, RequestContext, runInContext } from '../../core';
import type { Observation } from '../../core';
import { Call } from './call';
import type { CallPlan } from './call-plan';
import { keepIdentity } from './keep-identity';
import type { Method } from './keep-identity';
import { settle } from './settle';
import { newestObserver, originalOf } from './stand-in';

/** The app that wraps a method; it has no observer before the app starts and after it has ended, which prototypes outlive. */
export interface WrappingApp {
  readonly observer: Observer | undefined;
}

/** What each wrapper, and whatever it wraps, was wrapped for. */
const plansOf = new WeakMap<Method, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/**
 * Wraps a method so that each call is observed. One wrapper serves sync, async, Observable and
 * generator methods; `this`, name, length and all metadata stay (a missing `@Roles` disables a guard:
 * opentelemetry-js-contrib#796).
 */
export function wrapMethod<T extends Observation>(
  method: Method,
  plan: CallPlan<T>,
  app: WrappingApp,
): Method {
  const known = plansOf.get(method) ?? NONE;
  if (known.has(plan.key)) return method;
  const original = originalOf(method);
  const wrapper: Method = function (...args) {
    const context = currentContext();
    const observer = observerOf(context, app);
    if (!observer) return original.apply(this, args);
    if (context || !plan.wantsContext) {
      return observeCall(original, this, args, plan, observer, context);
    }
    // A call outside any request or job (a timer, an event) begins a context of its own.
    const own = new RequestContext(observer);
    return runInContext(own, () => observeCall(original, this, args, plan, observer, own));
  };
  keepIdentity(method, wrapper);
  plansOf.set(wrapper, new Set([...known, plan.key]));
  return wrapper;
}

/** A prototype is shared by all applications of the process; the context knows whose call it is. */
function observerOf(context: RequestContext | undefined, app: WrappingApp): Observer | undefined {
  const owner = context?.owner;
  return owner instanceof Observer ? owner : (app.observer ?? newestObserver());
}

function observeCall<T extends Observation>(
  original: Method,
  self: unknown,
  args: unknown[],
  plan: CallPlan<T>,
  observer: Observer,
  context: RequestContext | undefined,
): unknown {
  const channel = plan.channelOf(observer);
  const observation = plan.begin(observer, context, args);
  try {
    const result = channel.hasArounds
      ? channel.run(observation, () => original.apply(self, args))
      : original.apply(self, args);
    // A synchronous result needs no waiting.
    if (typeof result === 'object' && result !== null) {
      return settle(result, new Call(observation, context, plan, observer));
    }
    channel.end(observation);
    return result;
  } catch (error) {
    observation.fail(error);
    channel.end(observation);
    throw error;
  }
}

/**
 * Makes a wrapper of another kind pass for the method that it wraps: name, length, metadata, and
 * what the method was wrapped for already, so that none of it comes around the wrapper once more.
 */
export function wrapOutside(original: Method, wrapper: Method): Method {
  keepIdentity(original, wrapper);
  plansOf.set(wrapper, plansOf.get(original) ?? NONE);
  return wrapper;
}

/** Another library's method has our wrapper inside: what that observes is not observed around it once more. */
export function countAsWrapped(outer: Method, inside: Method): void {
  plansOf.set(outer, plansOf.get(inside) ?? NONE);
}
