import { queueLimits } from './queue-limits';

describe('the limits of the queue', () => {
  it('are those of OpenTelemetry', () => {
    expect(queueLimits({})).toEqual({ maxSpans: 2048, batch: 512, delayMs: 5000 });
  });

  it('can be set by its variables', () => {
    const limits = queueLimits({
      OTEL_BSP_MAX_QUEUE_SIZE: '100',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '20',
      OTEL_BSP_SCHEDULE_DELAY: '50',
    });

    expect(limits).toEqual({ maxSpans: 100, batch: 20, delayMs: 50 });
  });

  it('never have a batch larger than the queue', () => {
    expect(queueLimits({ OTEL_BSP_MAX_QUEUE_SIZE: '10' }).batch).toBe(10);
  });
});
