import type { EventEmitter } from 'node:events';
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Context, ContextManager } from '@opentelemetry/api';
import { currentFrame, RequestContext, runActive } from '../../../core';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * OpenTelemetry's context on the library's one AsyncLocalStorage. Inside a request or job its span
 * is the active one, recorded or not, so the app's own instrumentation continues our trace.
 */
export class FrameContextManager implements ContextManager {
  active(): Context {
    const frame = currentFrame();
    if (!frame) return ROOT_CONTEXT;
    // Only tracing writes `active`, and it writes contexts.
    return (frame.active ??= contextOf(frame.root)) as Context;
  }

  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    context: Context,
    work: F,
    thisArg?: ThisParameterType<F>,
    ...args: A
  ): ReturnType<F> {
    return runActive(context, () => work.apply(thisArg, args));
  }

  /** A function that runs in the context, or an emitter whose listeners do; anything else is returned as it is. */
  bind<T>(context: Context, target: T): T {
    if (typeof target === 'function')
      return bindFunction(this, context, target as AnyFunction) as T;
    if (isEmitter(target)) bindEmitter(this, context, target);
    return target;
  }

  enable(): this {
    return this;
  }

  disable(): this {
    return this;
  }
}

/** The span that stands for a request or job, as the parent of other spans; it cannot be written to. */
function contextOf(root: unknown): Context {
  if (!(root instanceof RequestContext)) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = root.asParent();
  const traceFlags = sampled ? 1 : 0;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: false });
}

function bindFunction(manager: ContextManager, context: Context, target: AnyFunction): AnyFunction {
  const bound = function (this: unknown, ...args: unknown[]): unknown {
    return manager.with(context, target, this, ...args);
  };
  Object.defineProperty(bound, 'length', { value: target.length, configurable: true });
  return bound;
}

function bindEmitter(manager: ContextManager, context: Context, emitter: EventEmitter): void {
  const { emit } = emitter;
  emitter.emit = (...args: Parameters<typeof emit>) =>
    manager.with(context, () => emit.apply(emitter, args));
}

function isEmitter(target: unknown): target is EventEmitter {
  return (
    typeof target === 'object' &&
    target !== null &&
    typeof (target as Partial<EventEmitter>).emit === 'function'
  );
}
