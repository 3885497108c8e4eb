import { METRICS } from '../../../core';
import type { MetricDefinition } from '../../../core';

const LIBRARY_METRICS: ReadonlySet<MetricDefinition> = new Set<MetricDefinition>(
  Object.values(METRICS),
);
/** Metrics that are filled by the app's own calls and callbacks. */
const FILLED_BY_APP: ReadonlySet<MetricDefinition> = new Set<MetricDefinition>([
  METRICS.activeUsers,
  METRICS.businessEvents,
  METRICS.businessEventValue,
  METRICS.userRegistrations,
]);

/** Which metrics are exposed, and under which names. */
export class ShownMetrics {
  constructor(
    private readonly hasOwn: boolean,
    private readonly prefix: string,
  ) {}

  /** If metrics are off, only the app's own are exposed. */
  has(definition: MetricDefinition): boolean {
    return this.hasOwn || !LIBRARY_METRICS.has(definition) || FILLED_BY_APP.has(definition);
  }

  /** The prefix applies to the library's own metrics only. */
  named(definition: MetricDefinition): MetricDefinition {
    if (this.prefix === '' || !LIBRARY_METRICS.has(definition)) return definition;
    return { ...definition, name: this.prefix + definition.name };
  }
}
