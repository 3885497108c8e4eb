import { Inject, Injectable } from '@nestjs/common';
import { MonitoredExplorer, OperationRegistry } from '../../capture/method';
import type { Collector } from '../../core';
import { runtimeCollectors } from '../../integrations';
import { Logs } from '../../signals/logs';
import { MetricsRegistry, PeerExpositions } from '../../signals/metrics';
import { IntegrationWiring } from './integration-wiring';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS, PROM_CLIENT_GUARD } from '../options/tokens';

const MS_PER_SECOND = 1000;

/** Configures the metrics from what the start of the app has detected: thresholds, measurements, collectors. */
@Injectable()
export class MetricsWiring {
  constructor(
    private readonly registry: MetricsRegistry,
    private readonly peers: PeerExpositions,
    private readonly methods: MonitoredExplorer,
    private readonly operations: OperationRegistry,
    private readonly integrations: IntegrationWiring,
    private readonly logs: Logs,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    @Inject(PROM_CLIENT_GUARD) private readonly promClient: Collector | undefined,
  ) {}

  /**
   * Called when methods are explored and integrations are wired, before the first request.
   * @throws InvalidMetricError when `@Timed` or `@Counted` have invalid names
   */
  wire(): void {
    for (const { definition } of this.methods.measurements) {
      if (definition.type === 'histogram') this.registry.declareHistogram(definition);
      else this.registry.declareNumbers(definition);
    }
    const thresholds = this.operations.all().map(({ slowThresholdMs }) => slowThresholdMs);
    this.registry.declareThresholds(thresholds.map((ms) => ms / MS_PER_SECOND));
    const runtime = this.options.metrics.process ? runtimeCollectors() : [];
    const collectors = [
      ...this.integrations.collectors,
      ...runtime,
      this.logs.destinations.collector,
    ];
    if (this.promClient) collectors.push(this.promClient);
    collectors.forEach((source) => this.registry.addCollector(source));
  }

  /** Lets the other workers of a cluster find this one. */
  async open(): Promise<void> {
    if (this.options.metrics.cluster) await this.peers.start();
  }

  stop(): void {
    this.peers.stop();
    this.registry.stop();
  }
}
