import { ObservabilityError } from '../../core';
import { isLifecycleHook } from './lifecycle-hooks';
import { markClass, markMethod } from './monitored.metadata';
import type { MonitoredMetadata, MonitoredOptions } from './monitored.metadata';
import { placeStandIn, placeStandIns } from './stand-in';

/** Marks a method, or all methods of a class. */
export type MethodOrClassDecorator = (
  target: object,
  property?: string | symbol,
  descriptor?: PropertyDescriptor,
) => void;

/** `@Monitored` stands on something that cannot be called. */
export class NotAMethodError extends ObservabilityError {
  readonly code = 'MONITORED_NOT_A_METHOD';

  static for(decorator: string, property: string | symbol): NotAMethodError {
    return new NotAMethodError(
      `@${decorator} is applied to "${String(property)}", which is not an instance method. ` +
        'Apply it to a named method or to a class.',
    );
  }
}

/**
 * Gives a method, or each method of a class, its duration histogram, calls by outcome, in-flight
 * gauge, span, log line, slow warning and error report. The module wraps the methods that it meets
 * when the app starts. Objects that come later, by a lazy module, `ModuleRef.create` or `new`, are
 * observed at their first call. Without the module it does nothing.
 *
 * @param name how signals call the operation. @default `ClassName.methodName`
 * @throws NotAMethodError on a property or accessor
 * @example `@Monitored('orders.place', { slowThresholdMs: 300 })`
 */
export function Monitored(name?: string, options: MonitoredOptions = {}): MethodOrClassDecorator {
  return mark('Monitored', { name, options });
}

/** Takes one method out of a monitored class. */
export function Unmonitored(): MethodOrClassDecorator {
  return mark('Unmonitored', false);
}

function mark(decorator: string, metadata: MonitoredMetadata): MethodOrClassDecorator {
  return (target, property, descriptor) => {
    if (property === undefined) {
      markClass(target, metadata);
      if (metadata) standInForClass(target);
      return;
    }
    const method = requireMethod(decorator, target, property, descriptor);
    markMethod(target, method, metadata);
    if (metadata) placeStandIn(target, method, descriptor);
  };
}

/** Lets the methods of a marked class be observed on objects that no start of an app has met. */
export function standInForClass(type: object): void {
  const { prototype } = type as { readonly prototype?: unknown };
  if (typeof prototype === 'object' && prototype !== null) {
    placeStandIns(prototype, isLifecycleHook);
  }
}

/** The name of the method that the decorator stands on. @throws NotAMethodError on anything else */
export function requireMethod(
  decorator: string,
  target: object,
  property: string | symbol,
  descriptor: PropertyDescriptor | undefined,
): string {
  const isMethod = typeof descriptor?.value === 'function' && typeof target !== 'function';
  if (!isMethod || typeof property !== 'string') throw NotAMethodError.for(decorator, property);
  return property;
}
