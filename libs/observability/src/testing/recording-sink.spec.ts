import { METRICS } from '../core';
import { RecordingSink } from './recording-sink';

describe('a sink that remembers', () => {
  it('keeps what each series says now', () => {
    const sink = new RecordingSink();

    sink.set(METRICS.queueJobs, ['mail', 'waiting'], 3);
    sink.set(METRICS.queueJobs, ['mail', 'waiting'], 2);
    sink.add(METRICS.dropped, ['logs', 'full'], 1);
    sink.add(METRICS.dropped, ['logs', 'full'], 4);
    sink.record(METRICS.cacheDuration, ['default', 'get', 'hit'], 0.1);
    sink.record(METRICS.cacheDuration, ['default', 'get', 'hit'], 0.2);

    expect(sink.values).toEqual({
      'queue_jobs{mail,waiting}': 2,
      'observability_dropped_total{logs,full}': 5,
    });
    expect(sink.records).toEqual({
      'cache_operation_duration_seconds{default,get,hit}': [0.1, 0.2],
    });
  });

  it('removes the series of one metric', () => {
    const sink = new RecordingSink();
    sink.set(METRICS.queueJobs, ['mail', 'waiting'], 3);
    sink.set(METRICS.queueWorkers, ['mail'], 1);

    sink.clear(METRICS.queueJobs);

    expect(sink.values).toEqual({ 'queue_workers{mail}': 1 });
  });

  it('throws when labels are missing', () => {
    const sink = new RecordingSink();

    expect(() => sink.set(METRICS.queueJobs, ['mail'], 3)).toThrow(
      'queue_jobs has the labels queue, state, but received mail.',
    );
  });
});
