import { Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Observer } from '../../core';
import { earlyClasses, MARKS, methodsMarked } from '../handlers';
import type { ClassType } from '../handlers';
import { MonitoredExplorer, wrapOutside } from '../method';
import type { Method } from '../method';
import { isOrchestrator, isRegistry, RegistryJobs } from './registry-jobs';
import { runTask } from './run-task';
import { scheduledTask } from './scheduled-task';

const wrapped = new WeakSet<Method>();

/** Whose instance a scheduled method runs on: apps in one process share the classes. */
const owners = new WeakMap<object, Observer>();

/**
 * Wraps scheduled methods. @nestjs/schedule may look for them before any hook of ours is called, so
 * it is done on the prototypes while the container makes its providers.
 */
@Injectable()
export class ScheduleCapture {
  private readonly types: readonly ClassType[];
  /** Shared with the prototypes, which outlive the app. It has an observer from the start of the app, which may never come, to its end. */
  private readonly app: { observer: Observer | undefined } = { observer: undefined };
  private readonly instances: object[] = [];

  /** @param _methods wraps `@Monitored` first: the run of the task is around it */
  constructor(
    private readonly observer: Observer,
    private readonly discovery: DiscoveryService,
    _methods: MonitoredExplorer,
  ) {
    this.types = earlyClasses(discovery).filter((type) => wrapClass(type, this.app));
  }

  /** To be called when there are instances, before the first run. */
  start(): void {
    this.app.observer = this.observer;
    const wrappers = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    const instances = (wrappers as { instance: unknown }[]).map(({ instance }) => instance);
    observeRegistries(instances, this.observer);
    for (const instance of instances) {
      if (this.types.some((type) => instance instanceof type)) {
        owners.set(instance as object, this.observer);
        this.instances.push(instance as object);
      }
    }
  }

  /** Lets go of the app: its classes may belong to another one later. */
  stop(): void {
    this.app.observer = undefined;
    for (const instance of this.instances.splice(0)) {
      if (owners.get(instance) === this.observer) owners.delete(instance);
    }
  }
}

/** The app whose start has wrapped a class; none once it has ended. */
interface WrappingApp {
  readonly observer: Observer | undefined;
}

/** Jobs and timers that the app adds to the SchedulerRegistry at run time are observed too. */
function observeRegistries(instances: readonly unknown[], observer: Observer): void {
  const jobs = new RegistryJobs({
    observer,
    decorated: instances.filter(isOrchestrator),
    warn: (text) => new Logger('Observability').warn(text),
  });
  for (const registry of instances.filter(isRegistry)) {
    try {
      jobs.observe(registry);
    } catch {
      // A registry that the app has frozen or replaced by its own.
      observer.drops.count('schedule');
    }
  }
}

/** Whether the class has scheduled methods. */
function wrapClass(type: ClassType, app: WrappingApp): boolean {
  const names = methodsMarked(type, [MARKS.scheduled]);
  for (const name of names) wrap(type, name, app);
  return names.length > 0;
}

function wrap(type: ClassType, name: string, app: WrappingApp): void {
  const prototype = type.prototype as Record<string, Method>;
  const original = prototype[name]!;
  if (wrapped.has(original)) return;
  const task = scheduledTask(type.name, name, original);
  const value = wrapOutside(original, function scheduledRun(...args) {
    const owner = owners.get(this as object) ?? app.observer;
    if (!owner) return original.apply(this, args);
    return runTask(owner, task, () => original.apply(this, args));
  });
  wrapped.add(value);
  Reflect.defineProperty(prototype, name, { value, writable: true, configurable: true });
}
