import { rules } from '../../core';

/** When a queue that answers is degraded all the same, and how long it may take. */
export interface QueueOptions {
  /** How long each queue may take for its answer, in milliseconds. @default 1500 */
  timeoutMs?: number;
  /** Above this number of jobs waiting or being worked on there is a backlog. @default 1000 */
  mostJobs?: number;
  /** The queue is stalled when jobs wait this long while none is finished, in milliseconds. @default 60000 */
  stalledMs?: number;
  /** Queues of RabbitMQ whose messages and consumers are counted. @default none */
  rabbitQueues?: readonly string[];
}

export const QUEUE_DEFAULTS: Required<QueueOptions> = {
  timeoutMs: 1500,
  mostJobs: 1000,
  stalledMs: 60_000,
  rabbitQueues: [],
};

const MAX_MS = 60_000;
const DAY_MS = 86_400_000;

export const QUEUE_RULES = rules.section<QueueOptions>({
  timeoutMs: rules.milliseconds({ min: 1, max: MAX_MS }),
  mostJobs: rules.wholeNumber({ min: 0, max: 1_000_000_000 }),
  stalledMs: rules.milliseconds({ min: 1, max: DAY_MS }),
  rabbitQueues: rules.listOf(rules.text()),
});
