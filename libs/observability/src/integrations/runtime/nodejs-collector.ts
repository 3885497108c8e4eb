import { METRICS } from '../../core';
import type { MetricSink, Collector } from '../../core';

/** Which Node.js runs, and what keeps it alive. */
export const nodejsCollector: Collector = {
  name: 'Node.js',
  metrics: [METRICS.nodeVersion, METRICS.activeResources],
  read: (sink) => {
    const [major = '', minor = '', patch = ''] = process.version.slice(1).split('.');
    sink.set(METRICS.nodeVersion, [process.version, major, minor, patch], 1);
    readResources(sink);
  },
};

/** Types come and go, so they are counted anew. */
function readResources(sink: MetricSink): void {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) {
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  sink.clear(METRICS.activeResources);
  for (const [type, count] of counts) sink.set(METRICS.activeResources, [type], count);
}
