import { register as globalRegistry } from 'prom-client';
import type { Registry } from 'prom-client';
import { METRICS } from '../../../core';
import type { MetricDefinition, Collector, Warnings } from '../../../core';
import type { Misuse } from '../tables/misuse';
import type { NumberTable } from '../tables/number-table';
import { guardPromClient } from './prom-client.guard';
import { isPromClientMetric } from './prom-client-metric';
import { watchRegistry } from './prom-client-watch';
import { SeriesGuard } from '../tables/series.guard';

/** The app's prom-client registry, and the library's own metrics. */
interface GuardedRegistry {
  readonly registry: Registry;
  declareNumbers(definition: MetricDefinition): NumberTable;
}

/** What the guard of prom-client's metrics works with. */
export interface PromClientGuardParts {
  readonly registry: GuardedRegistry;
  readonly misuse: Misuse;
  readonly warnings: Warnings;
  /** The maximum number of series of one metric. */
  readonly seriesLimit: number;
  /** All instances that the app holds when it starts; prom-client metrics among them are guarded. */
  readonly instances: () => readonly unknown[];
}

/**
 * Guards the prom-client metrics that the app injects, and those in the registries: existing ones at
 * the start, later ones when they are created.
 */
export function promClientGuard(parts: PromClientGuardParts): Collector {
  const { registry, misuse, warnings, seriesLimit, instances } = parts;
  const series = new SeriesGuard(seriesLimit, warnings);
  const overflows = registry.declareNumbers(METRICS.labelOverflow);
  const done = new WeakSet<object>();
  const ends: (() => void)[] = [];
  const guard = (things: readonly unknown[]): void => {
    for (const thing of things) {
      if (!isPromClientMetric(thing) || done.has(thing)) continue;
      done.add(thing);
      guardPromClient(thing, misuse, series);
    }
  };
  const guardRegistries = (): void => {
    guard(globalRegistry.getMetricsAsArray());
    guard(registry.registry.getMetricsAsArray());
  };
  return {
    name: 'the guard of prom-client',
    metrics: [],
    start: () => {
      guard(instances());
      guardRegistries();
      for (const each of new Set([globalRegistry, registry.registry])) {
        ends.push(watchRegistry(each, (metric) => guard([metric])));
      }
    },
    read: () => {
      guardRegistries();
      for (const { metric, label, count } of series.entries()) {
        overflows.series(metric, label).value = count;
      }
    },
    stop: () => ends.splice(0).forEach((end) => end()),
  };
}
