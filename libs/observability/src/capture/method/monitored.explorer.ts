import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Observer, rules } from '../../core';
import type { Measurement, Observation } from '../../core';
import { earlyClasses, HANDLER_MARKS, methodsMarked } from '../handlers';
import type { ClassType } from '../handlers';
import { loggedPlan, measurementPlan, operationPlan } from './call-plan';
import type { CallPlan } from './call-plan';
import { loggedMarkOf } from './logged.metadata';
import { measurementsOf } from './measured.metadata';
import { wrapMethod } from './method.wrapper';
import type { Method } from './method.wrapper';
import { markOfClass, markOfMethod } from './monitored.metadata';
import type { MonitoredMetadata } from './monitored.metadata';
import { OperationRegistry } from './operation.registry';

/** What holds for all monitored methods. */
export interface MonitoredDefaults {
  /** Above this a call is slow, in milliseconds. @default 1000 */
  slowThresholdMs?: number;
}

export const MONITORED_DEFAULTS: Required<MonitoredDefaults> = { slowThresholdMs: 1000 };

export const MONITORED_RULES = rules.section<MonitoredDefaults>({
  slowThresholdMs: rules.milliseconds({ min: 1, max: 3_600_000 }),
});

/** The token of the defaults of monitored methods. */
export const MONITORED_OPTIONS = Symbol('MONITORED_OPTIONS');

/** Methods that Nest calls, not the app. */
const LIFECYCLE = new Set([
  'onModuleInit',
  'onApplicationBootstrap',
  'onModuleDestroy',
  'beforeApplicationShutdown',
  'onApplicationShutdown',
  'configure',
]);

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/**
 * Finds what `@Monitored` marked and wraps it: on the instance for singletons, on the prototype,
 * once, for classes that Nest makes anew for each request or user.
 */
@Injectable()
export class MonitoredExplorer {
  /** What `@Timed` and `@Counted` declare, for the metrics to be made at start-up. */
  readonly measurements: Measurement[] = [];

  constructor(
    private readonly observer: Observer,
    private readonly operations: OperationRegistry,
    @Inject(MONITORED_OPTIONS) private readonly options: Required<MonitoredDefaults>,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {
    // Gateways, microservices, resolvers and schedules take their methods from the prototype, or
    // before modules are configured; their calls have a context, which knows whose they are.
    for (const type of earlyClasses(discovery)) {
      if (methodsMarked(type, HANDLER_MARKS).length > 0) this.exploreType(type, type.prototype);
    }
  }

  /** Before Nest reads controllers, processors and listeners, so that they all meet the wrapped method. */
  explore(): void {
    const all = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    for (const wrapper of all) this.exploreClass(wrapper);
  }

  private exploreClass(wrapper: Wrapper): void {
    const type = typeOf(wrapper);
    if (!type) return;
    this.exploreType(type, isSingleton(wrapper) ? (wrapper.instance as object) : type.prototype);
  }

  private exploreType(type: ClassType, holder: object): void {
    const prototype = type.prototype as object;
    const ofClass = markOfClass(type);
    for (const methodName of this.scanner.getAllMethodNames(prototype)) {
      const mark = markOfMethod(prototype, methodName) ?? classMark(ofClass, methodName);
      if (mark) this.monitor(holder, type.name, methodName, mark);
      for (const measurement of measurementsOf(prototype, methodName)) {
        this.measurements.push(measurement);
        this.wrap(holder, methodName, measurementPlan(measurement));
      }
      const logged = loggedMarkOf(type, methodName, LIFECYCLE.has(methodName));
      if (logged) {
        this.wrap(holder, methodName, loggedPlan({ ...logged, className: type.name, methodName }));
      }
    }
  }

  private monitor(
    holder: object,
    className: string,
    methodName: string,
    { name, options }: Exclude<MonitoredMetadata, false>,
  ): void {
    const operation = this.operations.add({
      name: name ?? `${className}.${methodName}`,
      className,
      methodName,
      slowThresholdMs: options.slowThresholdMs ?? this.options.slowThresholdMs,
    });
    this.wrap(holder, methodName, operationPlan(operation));
  }

  private wrap<T extends Observation>(holder: object, methodName: string, plan: CallPlan<T>): void {
    const original = (holder as Record<string, unknown>)[methodName];
    if (typeof original !== 'function') return;
    const value = wrapMethod(original as Method, plan, this.observer);
    // A frozen instance stays as its author wants it; that it is not observed is counted.
    const isDone = Reflect.defineProperty(holder, methodName, {
      value,
      writable: true,
      configurable: true,
    });
    if (!isDone) this.observer.losses.count('monitored');
  }
}

/** A class's name cannot name each of its methods, so it becomes their prefix. */
function classMark(
  ofClass: MonitoredMetadata | undefined,
  methodName: string,
): MonitoredMetadata | undefined {
  if (!ofClass || LIFECYCLE.has(methodName)) return undefined;
  return ofClass.name ? { ...ofClass, name: `${ofClass.name}.${methodName}` } : ofClass;
}

function typeOf(wrapper: Wrapper): ClassType | undefined {
  const { instance } = wrapper as { instance: unknown };
  if (!wrapper.metatype && (typeof instance !== 'object' || instance === null)) return undefined;
  // A factory's product tells its class by itself; `metatype` is then the factory.
  const made = wrapper.inject || !wrapper.metatype ? constructorOf(instance) : wrapper.metatype;
  const isClass =
    typeof made === 'function' && typeof made.prototype === 'object' && made !== Object;
  return isClass ? (made as ClassType) : undefined;
}

function constructorOf(instance: unknown): unknown {
  return typeof instance === 'object' && instance !== null ? instance.constructor : undefined;
}

function isSingleton(wrapper: Wrapper): boolean {
  const isShared = wrapper.isDependencyTreeStatic() && !wrapper.isTransient;
  return isShared && typeof wrapper.instance === 'object' && wrapper.instance !== null;
}
