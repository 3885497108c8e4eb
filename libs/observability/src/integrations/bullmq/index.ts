// BullMQ: do the queues have workers, and does a job continue the story of its request?
// Enters: the queues and processors of the container.
// Leaves: the indicator `queue`, one JobObservation for each attempt at a job.
export { BullMqIndicator } from './bullmq.indicator';
export type { QueueLike } from './bullmq.indicator';
export { bullmq } from './bullmq.integration';
