import { hasMethods } from '../../core';
import type { Observer, ScheduledTask } from '../../core';
import { runTask, startTask } from './run-task';

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type Kind = ScheduledTask['kind'];

/** What is used of a CronJob of the package cron. */
interface CronJob {
  fireOnTick: Callback;
  readonly cronTime?: { readonly source?: unknown; readonly timeZone?: unknown };
  /** What a run calls; private, but nothing public reports what a callback throws. */
  readonly _callbacks?: Callback[];
}

/** A timer of Node. What it calls is private, and the app has made it before it is registered. */
interface Timer {
  _onTimeout?: Callback | null;
}

/** What is called of @nestjs/schedule's SchedulerRegistry. */
export interface Registry {
  addCronJob(name: string, job: CronJob): void;
  addInterval(name: string, timer: unknown): void;
  addTimeout(name: string, timer: unknown): void;
  getCronJobs(): ReadonlyMap<string, CronJob>;
  getIntervals(): readonly string[];
  getInterval(name: string): unknown;
  getTimeouts(): readonly string[];
  getTimeout(name: string): unknown;
}

/** What is read of @nestjs/schedule's SchedulerOrchestrator: what stands behind each decorator, by name. */
export interface Orchestrator {
  readonly cronJobs: Decorated;
  readonly intervals: Decorated;
  readonly timeouts: Decorated;
}

type Decorated = Readonly<Record<string, { readonly ref?: unknown } | undefined>>;

/** What the observation of a registry works with. */
export interface RegistryJobsParts {
  readonly observer: Observer;
  /** What knows the jobs and timers of decorated methods, whose runs are observed already. */
  readonly decorated: readonly Orchestrator[];
  /** Receives a timer that cannot be observed. */
  readonly warn: (text: string) => void;
}

const observed = new WeakSet<object>();

/** Observes the runs of what the app adds to the SchedulerRegistry itself, and of what it has added. */
export class RegistryJobs {
  private hasWarned = false;

  constructor(private readonly parts: RegistryJobsParts) {}

  observe(registry: Registry): void {
    if (observed.has(registry)) return;
    observed.add(registry);
    for (const [name, job] of registry.getCronJobs()) this.addCronJob(name, job);
    for (const name of registry.getIntervals())
      this.addTimer('interval', name, registry.getInterval(name));
    for (const name of registry.getTimeouts())
      this.addTimer('timeout', name, registry.getTimeout(name));
    after(registry, 'addCronJob', (name, job) => this.addCronJob(name, job as CronJob));
    after(registry, 'addInterval', (name, timer) => this.addTimer('interval', name, timer));
    after(registry, 'addTimeout', (name, timer) => this.addTimer('timeout', name, timer));
  }

  /** Callbacks may be added to a job later, so they are looked at when it fires. */
  private addCronJob(name: string, job: CronJob): void {
    if (this.isDecorated(name, job) || observed.has(job)) return;
    observed.add(job);
    const task = taskOf('cron', name, job.cronTime);
    const { fireOnTick } = job;
    job.fireOnTick = (...args) => {
      this.observeCallbacks(job, task);
      return fireOnTick.apply(job, args);
    };
  }

  private observeCallbacks({ _callbacks: callbacks = [] }: CronJob, task: ScheduledTask): void {
    const { observer } = this.parts;
    callbacks.forEach((callback, place) => {
      if (observed.has(callback)) return;
      const observe: Callback = function (...args) {
        return runTask(observer, task, () => callback.apply(this, args));
      };
      observed.add(observe);
      callbacks[place] = observe;
    });
  }

  private isDecorated(name: string, job: unknown): boolean {
    return this.parts.decorated.some(({ cronJobs, intervals, timeouts }) =>
      [cronJobs, intervals, timeouts].some((known) => known[name]?.ref === job),
    );
  }

  private addTimer(kind: Kind, name: string, timer: unknown): void {
    if (this.isDecorated(name, timer)) return;
    if (!isTimer(timer)) {
      // The fake timers of a test are objects too, and need no warning.
      if (!hasMethods(timer, 'unref')) this.warnOnce(kind, name);
      return;
    }
    const { observer } = this.parts;
    const { _onTimeout: callback } = timer;
    if (typeof callback !== 'function' || observed.has(callback)) return;
    const task = taskOf(kind, name);
    const observe: Callback = function (...args) {
      return startTask(observer, task, () => callback.apply(this, args));
    };
    observed.add(observe);
    timer._onTimeout = observe;
  }

  private warnOnce(kind: Kind, name: string): void {
    if (this.hasWarned) return;
    this.hasWarned = true;
    const [add, decorator] =
      kind === 'interval' ? ['addInterval', '@Interval'] : ['addTimeout', '@Timeout'];
    this.parts.warn(
      `SchedulerRegistry.${add}("${name}") received something other than a Node.js timer, so its runs are not observed. ` +
        `Pass what set${kind === 'interval' ? 'Interval' : 'Timeout'}() returns, or use ${decorator}().`,
    );
  }
}

/** Does something when the registry has taken the job; where it refuses, nothing. */
function after(
  registry: Registry,
  method: 'addCronJob' | 'addInterval' | 'addTimeout',
  then: (name: string, job: unknown) => void,
): void {
  // The three methods have the same shape: a name and what runs.
  const add = registry[method] as (name: string, job: unknown) => void;
  const value = (name: string, job: unknown): void => {
    add.call(registry, name, job);
    then(name, job);
  };
  Object.defineProperty(registry, method, { value, writable: true, configurable: true });
}

const ADDED_BY = { cron: 'addCronJob', interval: 'addInterval', timeout: 'addTimeout' } as const;

function taskOf(kind: Kind, name: string, cron: CronJob['cronTime'] = {}): ScheduledTask {
  return {
    name,
    className: 'SchedulerRegistry',
    methodName: ADDED_BY[kind],
    kind,
    isAddedAtRunTime: true,
    cronTime: textOf(cron.source),
    timeZone: textOf(cron.timeZone),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A timer that is over, or whose callback is gone, still is one. */
function isTimer(value: unknown): value is Timer {
  return typeof value === 'object' && value !== null && '_onTimeout' in value;
}

export function isRegistry(instance: unknown): instance is Registry {
  return hasMethods(instance, 'addCronJob', 'addInterval', 'addTimeout', 'getCronJobs');
}

export function isOrchestrator(instance: unknown): instance is Orchestrator {
  if (!hasMethods(instance, 'mountCron', 'mountIntervals', 'mountTimeouts')) return false;
  const { cronJobs, intervals, timeouts } = instance as Partial<Orchestrator>;
  return [cronJobs, intervals, timeouts].every((known) => typeof known === 'object');
}
