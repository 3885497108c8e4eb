import { METRICS } from '../../core';
import type { MetricDefinition, MetricSink, Collector } from '../../core';
import type { CheckResult, HealthChange, HealthStatus, HealthSubscriber } from '../model/contract';
import { evaluateReadiness } from '../model/policy';

const MS_PER_SECOND = 1000;
const STATUSES: readonly HealthStatus[] = ['healthy', 'degraded', 'unhealthy'];

/** Dependencies of the collector. */
export interface HealthCollectorParts {
  readonly availability: { readonly isReady: boolean };
  /** Faults of this instance alone. */
  instanceFaults(): readonly CheckResult[];
  /** Starts the checks without waiting for them. */
  refresh(): void;
}

/**
 * Health as metrics. A scrape reads the last results and waits for no check; it starts the checks, so
 * that results are at most one scrape old in an app without probes.
 */
export class HealthCollector implements Collector, HealthSubscriber {
  readonly name = 'health';
  readonly metrics: readonly MetricDefinition[] = [
    METRICS.healthStatus,
    METRICS.healthStatusChanges,
    METRICS.healthCheckDuration,
    METRICS.appReady,
  ];
  private readonly results = new Map<string, CheckResult>();
  private sink: MetricSink | undefined;

  constructor(private readonly parts: HealthCollectorParts) {}

  start(sink: MetricSink): void {
    this.sink = sink;
  }

  checked(result: CheckResult, change: HealthChange | undefined): void {
    const { name, responseTimeMs } = result;
    this.results.set(name, result);
    this.sink?.record(METRICS.healthCheckDuration, [name], responseTimeMs / MS_PER_SECOND);
    if (change) this.sink?.add(METRICS.healthStatusChanges, [name, change.to], 1);
  }

  read(sink: MetricSink): void {
    for (const { name, status } of this.results.values()) {
      for (const each of STATUSES) {
        sink.set(METRICS.healthStatus, [name, each], each === status ? 1 : 0);
      }
    }
    sink.set(METRICS.appReady, [], this.isReady ? 1 : 0);
    this.parts.refresh();
  }

  /** What `HealthService.ready()` would report, from the last results. */
  private get isReady(): boolean {
    const results = [...this.results.values(), ...this.parts.instanceFaults()];
    return evaluateReadiness(results, this.parts.availability.isReady).status !== 'unhealthy';
  }
}
