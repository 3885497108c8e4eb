import type { Registry } from 'prom-client';
import { METRICS } from '../../../core';
import type { MetricDefinition, Collector, Warnings } from '../../../core';
import type { Misuse } from '../tables/misuse';
import type { NumberTable } from '../tables/number-table';
import { guardPromClient } from './prom-client.guard';
import { defaultRegistry } from './prom-client-package';
import { isPromClientMetric } from './prom-client-metric';
import { watchRegistry } from './prom-client-watch';
import { SeriesGuard } from '../tables/series.guard';

/** The app's prom-client registry, and the library's own metrics. */
interface GuardedRegistry {
  withRegistry(listener: (registry: Registry) => void): void;
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
  let hasEnded = false;
  const guard = (things: readonly unknown[]): void => {
    for (const thing of things) {
      if (!isPromClientMetric(thing) || done.has(thing)) continue;
      done.add(thing);
      guardPromClient(thing, misuse, series);
    }
  };
  const registries = new Set<Registry>();
  const add = (each: Registry | undefined): void => {
    if (!each || registries.has(each)) return;
    registries.add(each);
    guard(each.getMetricsAsArray());
    ends.push(watchRegistry(each, (metric) => guard([metric])));
  };
  return {
    name: 'the guard of prom-client',
    metrics: [],
    start: () => {
      guard(instances());
      add(defaultRegistry());
      registry.withRegistry((own) => {
        if (!hasEnded) add(own);
      });
    },
    read: () => {
      // The app may have loaded prom-client after it has started.
      add(defaultRegistry());
      registries.forEach((each) => guard(each.getMetricsAsArray()));
      for (const { metric, label, count } of series.entries()) {
        overflows.series(metric, label).value = count;
      }
    },
    stop: () => {
      hasEnded = true;
      ends.splice(0).forEach((end) => end());
    },
  };
}
