// BullMQ: do the queues have workers, is there a backlog, and does a job continue its request's story?
// Enters: the queues and processors of the container.
// Leaves: the indicator `queue`, one JobObservation for each attempt at a job, collectors of the queues.
export { BullMqIndicator } from './bullmq.indicator';
export type { QueueLike } from './queue-jobs';
export { bullmq } from './bullmq.integration';
