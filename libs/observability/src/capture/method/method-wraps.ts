import type { Observation } from '../../core';
import { loggedPlan, measurementPlan, operationPlan } from './call-plan';
import type { CallPlan } from './call-plan';
import { isLifecycleHook } from './lifecycle-hooks';
import { loggedMarkOf } from './logged.metadata';
import { measurementsOf } from './measured.metadata';
import { wrapMethod } from './method.wrapper';
import type { WrappingApp } from './method.wrapper';
import type { Method } from './keep-identity';
import { markOfClass, markOfMethod } from './monitored.metadata';
import type { MonitoredMetadata, MonitoredOptions } from './monitored.metadata';
import type { OperationRegistry } from './operation.registry';
import type { ClassLike } from './stand-in';

/** Puts one observation around a method, for an app. */
export type Wrap = (method: Method, app: WrappingApp) => Method;

/** Reads what the decorators say of a method, and creates the observations that they request. */
export class MethodWraps {
  constructor(
    private readonly operations: OperationRegistry,
    private readonly defaults: Required<MonitoredOptions>,
  ) {}

  /** What is to be put around the method, the innermost first; nothing where no decorator marks it. */
  of(type: ClassLike, methodName: string): Wrap[] {
    const { prototype } = type;
    const mark = markOfMethod(prototype, methodName) ?? classMark(markOfClass(type), methodName);
    const measurements = measurementsOf(prototype, methodName);
    const logged = loggedMarkOf(type, methodName, isLifecycleHook(methodName));
    return [
      ...(mark ? [this.operation(type.name, methodName, mark)] : []),
      ...measurements.map((measurement) => wrapBy(measurementPlan(measurement))),
      ...(logged ? [wrapBy(loggedPlan({ ...logged, className: type.name, methodName }))] : []),
    ];
  }

  private operation(
    className: string,
    methodName: string,
    { name, options }: Exclude<MonitoredMetadata, false>,
  ): Wrap {
    const operation = this.operations.add({
      name: name ?? `${className}.${methodName}`,
      className,
      methodName,
      slowThresholdMs: options.slowThresholdMs ?? this.defaults.slowThresholdMs,
      captureArguments: options.captureArguments ?? this.defaults.captureArguments,
    });
    return wrapBy(operationPlan(operation));
  }
}

function wrapBy<T extends Observation>(plan: CallPlan<T>): Wrap {
  return (method, app) => wrapMethod(method, plan, app);
}

/** A class's name cannot name each of its methods, so it becomes their prefix. */
function classMark(
  ofClass: MonitoredMetadata | undefined,
  methodName: string,
): MonitoredMetadata | undefined {
  if (!ofClass || isLifecycleHook(methodName)) return undefined;
  return ofClass.name ? { ...ofClass, name: `${ofClass.name}.${methodName}` } : ofClass;
}
