import { hasMethods } from '../integration.contract';
import type { Integration, Provided } from '../integration.contract';
import { BullMqIndicator } from './bullmq.indicator';
import type { QueueLike } from './bullmq.indicator';
import { instrumentFlows, instrumentProcessor, instrumentQueue } from './bullmq.instrumentation';
import type { JobProcessor, SendingFlows, SendingQueue } from './bullmq.instrumentation';
import { queueReading } from './queue.readings';
import type { ReadableQueue } from './queue.readings';

/** @nestjs/bullmq's key for `@Processor`, PROCESSOR_METADATA in its bull.constants. */
const PROCESSOR = 'bullmq:processor_metadata';

/**
 * Looks after every BullMQ queue and `@Processor` in the container, on Redis or on PostgreSQL:
 * their health, jobs and backlog.
 * @example `BullModule.registerQueue({ name: 'receipts' })` is all it takes.
 */
export const bullmq: Integration = {
  product: 'BullMQ',
  indicatorOf(provided) {
    const queues = queuesOf(provided);
    return queues.length > 0 ? new BullMqIndicator(queues) : undefined;
  },
  instrument(provided, observer) {
    queuesOf(provided).forEach(instrumentQueue);
    const producers = new Set(provided.map(({ instance }) => instance).filter(isFlowProducer));
    producers.forEach(instrumentFlows);
    const processors = new Set(provided.map(({ instance }) => instance).filter(isProcessor));
    processors.forEach((processor) => instrumentProcessor(processor, observer));
  },
  readings(provided) {
    // Modules that register one queue each have an object of their own for it.
    const byName = new Map(queuesOf(provided).map((queue) => [queue.name, queue]));
    return [...byName.values()].flatMap((queue) =>
      isReadable(queue) ? [queueReading(queue)] : [],
    );
  },
};

function queuesOf(provided: readonly Provided[]): (QueueLike & SendingQueue)[] {
  return [...new Set(provided.map(({ instance }) => instance).filter(isQueue))];
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

function isProcessor(instance: object): instance is JobProcessor {
  const type: unknown = instance.constructor;
  if (typeof type !== 'function' || !hasMethods(instance, 'process')) return false;
  return Reflect.hasMetadata(PROCESSOR, type);
}
