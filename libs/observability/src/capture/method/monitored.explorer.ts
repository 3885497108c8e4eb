import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Observer, rules } from '../../core';
import type { Measurement } from '../../core';
import { earlyClasses, HANDLER_MARKS, methodsMarked } from '../handlers';
import type { ClassType } from '../handlers';
import { AppWraps, wrapperInside } from './app-wraps';
import { LateMethods } from './late-methods';
import { measurementsOf } from './measured.metadata';
import { MethodWraps } from './method-wraps';
import type { Wrap } from './method-wraps';
import { countAsWrapped } from './method.wrapper';
import type { Method } from './keep-identity';
import { OperationRegistry } from './operation.registry';
import { addLateBinder, isStandIn, removeLateBinder } from './stand-in';

/** What holds for all monitored methods. */
export interface MonitoredDefaults {
  /** Above this a call is slow, in milliseconds. @default 1000 */
  slowThresholdMs?: number;
  /** Whether the event of an error has the arguments of the call, scrubbed, 1000 characters of them. @default false */
  captureArguments?: boolean;
  /** Whether a slow call is a performance issue besides its line: an event, and a metric. @default true */
  slowIssues?: boolean;
}

export const MONITORED_DEFAULTS: Required<MonitoredDefaults> = {
  slowThresholdMs: 1000,
  captureArguments: false,
  slowIssues: true,
};

export const MONITORED_RULES = rules.section<MonitoredDefaults>({
  slowThresholdMs: rules.milliseconds({ min: 1, max: 3_600_000 }),
  captureArguments: rules.boolean,
  slowIssues: rules.boolean,
});

/** The token of the defaults of monitored methods. */
export const MONITORED_OPTIONS = Symbol('MONITORED_OPTIONS');

type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/**
 * Finds what `@Monitored` marked and wraps it: on the instance for singletons, on the prototype,
 * once, for classes that Nest makes anew for each request or user. What it does not meet, since it
 * comes later or by `new`, is observed at its first call.
 */
@Injectable()
export class MonitoredExplorer {
  /** What `@Timed` and `@Counted` declare, for the metrics to be made at start-up. */
  readonly measurements: Measurement[] = [];
  private readonly wraps: MethodWraps;
  private readonly late: LateMethods;
  /** Shared with all wrappers. It has an observer from the start of the app, which may never come, to its end. */
  private readonly app: { observer: Observer | undefined } = { observer: undefined };
  private readonly applied = new AppWraps();

  constructor(
    private readonly observer: Observer,
    operations: OperationRegistry,
    @Inject(MONITORED_OPTIONS) defaults: Required<MonitoredDefaults>,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {
    this.wraps = new MethodWraps(operations, defaults);
    this.late = new LateMethods(observer, this.wraps);
    // Gateways, microservices, resolvers and schedules take their methods from the prototype, or
    // before modules are configured; their calls have a context, which knows whose they are.
    for (const type of earlyClasses(discovery)) {
      if (methodsMarked(type, HANDLER_MARKS).length > 0) this.exploreType(type, type.prototype);
    }
  }

  /** Before Nest reads controllers, processors and listeners, so that they all meet the wrapped method. */
  explore(): void {
    this.app.observer = this.observer;
    const all = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    for (const wrapper of all) this.exploreClass(wrapper);
    addLateBinder(this.late);
  }

  /** Ends the observation of objects that come after the start, and restores classes and instances. */
  end(): void {
    removeLateBinder(this.late);
    this.app.observer = undefined;
    this.applied.restore();
  }

  private exploreClass(wrapper: Wrapper): void {
    const type = typeOf(wrapper);
    if (!type) return;
    this.exploreType(type, isSingleton(wrapper) ? (wrapper.instance as object) : type.prototype);
  }

  private exploreType(type: ClassType, holder: object): void {
    const prototype = type.prototype as object;
    for (const methodName of this.scanner.getAllMethodNames(prototype)) {
      this.measurements.push(...measurementsOf(prototype, methodName));
      for (const wrap of this.wraps.of(type, methodName)) this.wrap(holder, methodName, wrap);
    }
    if (Object.isExtensible(holder)) this.applied.note(holder);
  }

  private wrap(holder: object, methodName: string, wrap: Wrap): void {
    const method = (holder as Record<string, unknown>)[methodName];
    if (!isMethod(method)) return;
    const inside = wrapperInside(holder, methodName);
    if (inside) countAsWrapped(method, inside);
    const isDone = this.applied.replace(holder, methodName, wrap(method, this.app));
    // On a frozen instance the calls are observed by the stand-in, where there is one.
    if (!isDone && !isStandIn(method)) this.observer.drops.count('monitored');
  }
}

function isMethod(value: unknown): value is Method {
  return typeof value === 'function';
}

function typeOf(wrapper: Wrapper): ClassType | undefined {
  const { instance } = wrapper as { instance: unknown };
  if (!wrapper.metatype && (typeof instance !== 'object' || instance === null)) return undefined;
  // A factory's product has its own class; `metatype` is then the factory.
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
