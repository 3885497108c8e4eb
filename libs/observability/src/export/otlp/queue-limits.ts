import { numberFromEnv } from '../../core';
import type { Environment } from '../../core';
import type { QueueLimits } from './span-queue';

const MAX_SPANS = { min: 1, max: 100_000, fallback: 2048 };
const BATCH = { min: 1, max: 10_000, fallback: 512 };
const DELAY_MS = { min: 1, max: 600_000, fallback: 5000 };

/** The limits of the queue of ended spans: OpenTelemetry's variables and defaults. */
export function queueLimits(env: Environment): QueueLimits {
  const maxSpans = numberFromEnv(env, 'OTEL_BSP_MAX_QUEUE_SIZE', MAX_SPANS);
  const batch = numberFromEnv(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', BATCH);
  return {
    maxSpans,
    batch: Math.min(batch, maxSpans),
    delayMs: numberFromEnv(env, 'OTEL_BSP_SCHEDULE_DELAY', DELAY_MS),
  };
}
