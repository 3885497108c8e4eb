import { hasMethods } from '../../../core';
import type { Integration, Provided } from '../../client/integration.contract';
import { instrumentFlows, instrumentProcessor, instrumentQueue } from './bullmq.instrumentation';
import type { JobProcessor, SendingFlows, SendingQueue } from './bullmq.instrumentation';
import { queueConnection } from './queue-connection';
import type { QueueLike, ReadableQueue } from './queue-jobs';
import { queueCollector } from './queue-collector';
import { workerConnections } from './worker-connection';
import type { WorkerHost } from './worker-connection';

/** @nestjs/bullmq's key for `@Processor`, PROCESSOR_METADATA in its bull.constants. */
const PROCESSOR = 'bullmq:processor_metadata';

/**
 * Looks after every BullMQ queue and `@Processor` in the container, on Redis or on PostgreSQL:
 * their health, jobs and backlog.
 * @example `BullModule.registerQueue({ name: 'receipts' })` is all it takes.
 */
export const bullmq: Integration = {
  product: 'BullMQ',
  client: 'a BullMQ queue',
  queues(provided, { queue: thresholds }) {
    const queues = [...byName(queuesOf(provided)).values()];
    return [
      ...queues.map((queue) => queueConnection(queue, thresholds)),
      ...processorsOf(provided).flatMap((processor) =>
        workerConnections(processor, queueNameOf(processor)),
      ),
    ];
  },
  instrument(provided, observer) {
    for (const queue of queuesOf(provided)) instrumentQueue(queue, observer);
    const producers = new Set(provided.map(({ instance }) => instance).filter(isFlowProducer));
    for (const producer of producers) instrumentFlows(producer, observer);
    for (const processor of processorsOf(provided)) instrumentProcessor(processor, observer);
  },
  collectors(provided) {
    return [...byName(queuesOf(provided)).values()].flatMap((queue) =>
      isReadable(queue) ? [queueCollector(queue)] : [],
    );
  },
};

function queuesOf(provided: readonly Provided[]): (QueueLike & SendingQueue)[] {
  return [...new Set(provided.map(({ instance }) => instance).filter(isQueue))];
}

/** A processor, and where it keeps its worker. */
type HostingProcessor = JobProcessor & WorkerHost;

/** Modules that register one queue each have an object of their own for it. */
function byName<T extends QueueLike>(queues: readonly T[]): Map<string, T> {
  return new Map(queues.map((queue) => [queue.name, queue]));
}

function processorsOf(provided: readonly Provided[]): HostingProcessor[] {
  return [...new Set(provided.map(({ instance }) => instance).filter(isProcessor))];
}

function queueNameOf(processor: object): string {
  const { name } = Reflect.getMetadata(PROCESSOR, processor.constructor) as { name?: string };
  return name ?? 'queue';
}

function isQueue(instance: object): instance is QueueLike & SendingQueue {
  return hasMethods(instance, 'add', 'addBulk', 'getJobCounts', 'getWorkersCount');
}

function isFlowProducer(instance: object): instance is SendingFlows {
  return hasMethods(instance, 'add', 'addBulk', 'getFlow');
}

function isReadable(queue: QueueLike): queue is ReadableQueue {
  return hasMethods(queue, 'getJobs');
}

function isProcessor(instance: object): instance is HostingProcessor {
  const type: unknown = instance.constructor;
  if (typeof type !== 'function' || !hasMethods(instance, 'process')) return false;
  return Reflect.hasMetadata(PROCESSOR, type);
}
