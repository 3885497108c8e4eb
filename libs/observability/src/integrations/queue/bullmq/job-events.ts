import { hasMethods, runInContext } from '../../../core';
import type { Observer, RequestContext } from '../../../core';
import { wrapMethod } from '../../client/replace-method';
import { contextOfJob } from './job-context';
import type { JobOptions } from './job-context';

/** What is read of a job. */
interface EventJob {
  readonly opts: JobOptions;
}

/** A worker of BullMQ, as far as its events are concerned. */
interface EventWorker {
  emit(event: string | symbol, ...args: unknown[]): boolean;
}

/**
 * Lets the listeners of a worker's events (`completed`, `failed`, ...) run in the context of their
 * job: their lines have its ids, and what they log of its error is no second event.
 */
export class JobEvents {
  private readonly contexts = new WeakMap<object, RequestContext>();
  private listened: object | undefined;

  constructor(readonly observer: Observer) {}

  /** The context of a new attempt; the one that a listener met before the attempt began. */
  beginAttempt(job: EventJob): RequestContext {
    const known = this.contexts.get(job);
    return known && !known.observation ? known : this.add(job);
  }

  /** To be called when the worker is there; Nest may give the processor another one later. */
  listen(processor: { readonly worker?: unknown }): void {
    const worker = workerOf(processor);
    if (!worker || worker === this.listened) return;
    this.listened = worker;
    wrapMethod(worker, 'emit', this.observer, (emit, self, args) => {
      const [, job] = args;
      if (!isJob(job)) return emit.apply(self, args);
      const context = this.contexts.get(job) ?? this.add(job);
      return runInContext(context, () => emit.apply(self, args));
    });
  }

  private add(job: EventJob): RequestContext {
    const context = contextOfJob(job.opts, this.observer);
    this.contexts.set(job, context);
    return context;
  }
}

function workerOf(processor: { readonly worker?: unknown }): EventWorker | undefined {
  try {
    const { worker } = processor;
    return isWorker(worker) ? worker : undefined;
  } catch {
    // WorkerHost throws where there is no worker yet.
    return undefined;
  }
}

function isWorker(worker: unknown): worker is EventWorker {
  return typeof worker === 'object' && worker !== null && hasMethods(worker, 'emit');
}

function isJob(value: unknown): value is EventJob {
  if (typeof value !== 'object' || value === null) return false;
  return 'queueName' in value && 'opts' in value && typeof value.opts === 'object';
}
