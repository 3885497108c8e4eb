import { hasMethods } from '../integration.contract';
import type { Integration, Provided } from '../integration.contract';
import { BullMqIndicator } from './bullmq.indicator';
import type { QueueLike } from './bullmq.indicator';
import { instrumentProcessor, instrumentQueue } from './bullmq.instrumentation';
import type { JobProcessor, SendingQueue } from './bullmq.instrumentation';

/** @nestjs/bullmq's key for `@Processor`, PROCESSOR_METADATA in its bull.constants. */
const PROCESSOR = 'bullmq:processor_metadata';

/**
 * Looks after every BullMQ queue and `@Processor` in the container, on Redis or on PostgreSQL.
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
    const processors = new Set(provided.map(({ instance }) => instance).filter(isProcessor));
    processors.forEach((processor) => instrumentProcessor(processor, observer));
  },
};

function queuesOf(provided: readonly Provided[]): (QueueLike & SendingQueue)[] {
  return [...new Set(provided.map(({ instance }) => instance).filter(isQueue))];
}

function isQueue(instance: object): instance is QueueLike & SendingQueue {
  return hasMethods(instance, 'add', 'addBulk', 'getJobCounts', 'getWorkersCount');
}

function isProcessor(instance: object): instance is JobProcessor {
  const type: unknown = instance.constructor;
  if (typeof type !== 'function' || !hasMethods(instance, 'process')) return false;
  return Reflect.hasMetadata(PROCESSOR, type);
}
