import type { MetricDefinition, MetricSink } from '../../core';

/** Sets a gauge without labels; a number that is not known, or no longer, has no series. */
export function setKnown(
  sink: MetricSink,
  definition: MetricDefinition,
  value: number | undefined,
): void {
  if (value === undefined) sink.clear(definition);
  else sink.set(definition, [], value);
}
