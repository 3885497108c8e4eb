import { ObservabilityError } from '../../core';
import { markClass, markMethod } from './monitored.metadata';
import type { MonitoredMetadata, MonitoredOptions } from './monitored.metadata';

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
      `@${decorator} stands on "${String(property)}", which is not a method of an instance. ` +
        'It belongs on a method with a name, or on a class.',
    );
  }
}

/**
 * Gives a method, or each method of a class, its duration histogram, calls by outcome, in-flight
 * gauge, span, log line, slow warning and error report. It only writes metadata; the module wraps
 * the method when the app starts, and without the module it does nothing.
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
      return;
    }
    markMethod(target, requireMethod(decorator, target, property, descriptor), metadata);
  };
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
