import { METRICS } from '../../../core';
import type { Drops, MetricDefinition, ServiceIdentity } from '../../../core';
import type { Misuse } from '../tables/misuse';
import type { NumberTable } from '../tables/number-table';
import type { SeriesGuard } from '../tables/series.guard';

/** Where the metrics are added. */
interface Tables {
  numbers(definition: MetricDefinition, refresh: (table: NumberTable) => void): NumberTable;
}

/** What the metrics say. */
interface OwnFacts {
  readonly drops: Drops;
  readonly misuse: Misuse;
  readonly service: ServiceIdentity;
  readonly overflows: () => ReturnType<SeriesGuard['entries']>;
}

/** Adds the metrics about the app and the library itself. They are set at each read, so that a reset does not last. */
export function addOwnMetrics(
  tables: Tables,
  { drops, misuse, service, overflows }: OwnFacts,
): void {
  const { name, version, environment, commit = '' } = service;
  tables.numbers(METRICS.buildInfo, (table) => {
    table.series(name, version, environment, commit).value = 1;
  });
  tables.numbers(METRICS.dropped, (table) => {
    for (const { part, reason, count } of drops.byReason()) {
      table.series(part, reason).value = count;
    }
  });
  tables.numbers(METRICS.labelOverflow, (table) => {
    for (const { metric, label, count } of overflows()) table.series(metric, label).value = count;
  });
  tables.numbers(METRICS.misuse, (table) => {
    for (const { metric, reason, count } of misuse.entries()) {
      table.series(metric, reason).value = count;
    }
  });
}
