import { givenNameOf, isError, JobObservation, runInContext } from '../../../core';
import type { Observer } from '../../../core';
import { wrapMethod } from '../../client/replace-method';
import { withCurrentContext } from './job-context';
import type { JobOptions } from './job-context';
import { JobEvents } from './job-events';

const ORDERS = new Set(['DelayedError', 'WaitingChildrenError', 'WaitingError', 'RateLimitError']);

/** What is called of a queue that sends jobs. */
export interface SendingQueue {
  add(name: string, data: unknown, options?: JobOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: unknown; opts?: JobOptions }[]): Promise<unknown>;
}

/** A job and those that it waits for. */
export interface Flow {
  readonly name: string;
  readonly opts?: JobOptions;
  readonly children?: readonly Flow[];
}

/** What is called of a FlowProducer. */
export interface SendingFlows {
  add(flow: Flow, options?: unknown): Promise<unknown>;
  addBulk(flows: readonly Flow[]): Promise<unknown>;
}

/** What is read of a job. */
export interface JobLike {
  readonly id?: string;
  readonly name: string;
  readonly queueName: string;
  readonly attemptsMade: number;
  readonly opts: JobOptions & { readonly attempts?: number };
}

/** A class that works on jobs: a `@Processor`. */
export interface JobProcessor {
  process(job: JobLike, ...rest: unknown[]): Promise<unknown>;
  /** There when Nest has made it; reading it before throws. */
  readonly worker?: unknown;
}

/** Lets each job carry the ids of the request that sends it. */
export function instrumentQueue(queue: SendingQueue, observer: Observer): void {
  // As SendingQueue says.
  wrapMethod(queue, 'add', observer, (add, self, [name, data, options]) =>
    add.call(self, name, data, withCurrentContext(options as JobOptions | undefined)),
  );
  wrapMethod(queue, 'addBulk', observer, (addBulk, self, [jobs]) =>
    addBulk.call(
      self,
      (jobs as Parameters<SendingQueue['addBulk']>[0]).map((job) => ({
        ...job,
        opts: withCurrentContext(job.opts),
      })),
    ),
  );
}

/** The same for each job of a flow. */
export function instrumentFlows(producer: SendingFlows, observer: Observer): void {
  // As SendingFlows says.
  wrapMethod(producer, 'add', observer, (add, self, [flow, options]) =>
    add.call(self, flowInContext(flow as Flow), options),
  );
  wrapMethod(producer, 'addBulk', observer, (addBulk, self, [flows]) =>
    addBulk.call(self, (flows as readonly Flow[]).map(flowInContext)),
  );
}

function flowInContext(flow: Flow): Flow {
  const opts = withCurrentContext(flow.opts);
  return {
    ...flow,
    ...(opts && { opts }),
    ...(flow.children && { children: flow.children.map(flowInContext) }),
  };
}

/** Observes each attempt at a job, in the context of the request that sent it. */
export function instrumentProcessor(processor: JobProcessor, observer: Observer): void {
  const events = new JobEvents(observer);
  wrapMethod(processor, 'process', observer, (process, self, args) => {
    events.listen(processor);
    // As JobProcessor says.
    return observeJob(
      args[0] as JobLike,
      events,
      () => process.apply(self, args) as Promise<unknown>,
    );
  });
}

async function observeJob<R>(job: JobLike, events: JobEvents, work: () => Promise<R>): Promise<R> {
  const { observer } = events;
  const { jobs, clock } = observer;
  const context = events.beginAttempt(job);
  const attempt = job.attemptsMade + 1;
  const facts = { id: job.id, name: job.name, attempt };
  const isLast = attempt >= (job.opts.attempts ?? 1);
  const observation = new JobObservation(clock.now(), context, job.queueName, facts, isLast);
  context.observation = observation;
  return runInContext(context, async () => {
    jobs.begin(observation);
    try {
      return await jobs.run(observation, work);
    } catch (error) {
      noteFailure(observation, error);
      throw error;
    } finally {
      jobs.end(observation);
    }
  });
}

/** BullMQ tells by the error's name: some are orders to the queue and no failures, one forbids a retry. */
function noteFailure(observation: JobObservation, error: unknown): void {
  const name = isError(error) ? givenNameOf(error) : undefined;
  if (name !== undefined && ORDERS.has(name)) return;
  if (name === 'UnrecoverableError') observation.isLastAttempt = true;
  observation.fail(error);
}
