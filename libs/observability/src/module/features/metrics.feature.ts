import { Inject, Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { MonitoredExplorer, OperationRegistry } from '../../capture/method';
import { Drops, Warnings } from '../../core';
import type { Collector } from '../../core';
import { runtimeCollectors } from '../../integrations';
import { Logs } from '../../signals/logs';
import {
  activeUsers,
  BusinessCounts,
  MetricsRegistry,
  MetricsService,
  Misuse,
  PeerExpositions,
  promClientGuard,
  Rendezvous,
} from '../../signals/metrics';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS, PROM_CLIENT_GUARD } from '../options/tokens';
import type { Feature } from './feature';
import { IntegrationWiring } from './integrations.feature';
import { isOwnPath } from './own-paths';

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

/** The metrics of the app, and the reporter of their misuse. */
export const metricsFeature: Feature = {
  name: 'metrics',
  providers: [
    { provide: Warnings, useFactory: warnings },
    {
      provide: Misuse,
      inject: [OPTIONS, Warnings],
      useFactory: ({ metrics }: ResolvedOptions, warn: Warnings) =>
        new Misuse(warn, metrics.strict),
    },
    {
      provide: MetricsRegistry,
      inject: [OPTIONS, Drops, Warnings, Misuse],
      useFactory: metricsRegistry,
    },
    {
      provide: PeerExpositions,
      inject: [OPTIONS, MetricsRegistry, Drops, Warnings],
      useFactory: (
        { service }: ResolvedOptions,
        registry: MetricsRegistry,
        drops: Drops,
        warn: Warnings,
      ) => new PeerExpositions(registry, drops, warn, Rendezvous.ofThisProcess(service)),
    },
    {
      provide: PROM_CLIENT_GUARD,
      inject: [OPTIONS, MetricsRegistry, Misuse, Warnings, DiscoveryService],
      useFactory: ({ metrics }: ResolvedOptions, ...parts: GuardParts) =>
        metrics.guardPromClient ? guardOf(metrics.seriesLimit, ...parts) : undefined,
    },
    {
      provide: BusinessCounts,
      inject: [OPTIONS, MetricsRegistry, Misuse],
      useFactory: businessMetrics,
    },
    {
      provide: MetricsService,
      inject: [MetricsRegistry, BusinessCounts, Misuse],
      useFactory: (registry: MetricsRegistry, business: BusinessCounts, misuse: Misuse) =>
        new MetricsService(registry, business, misuse),
    },
    MetricsWiring,
  ],
  exports: [MetricsRegistry, MetricsService],
  start: (get) => get(MetricsWiring).wire(),
  ready: (get) => get(MetricsWiring).open(),
  stop: (get) => get(MetricsWiring).stop(),
};

function warnings(): Warnings {
  const logger = new Logger('Observability');
  return new Warnings((message) => logger.warn(message));
}

function metricsRegistry(
  { metrics, service }: ResolvedOptions,
  drops: Drops,
  warn: Warnings,
  misuse: Misuse,
): MetricsRegistry {
  const registry = new MetricsRegistry(metrics, { drops, warnings: warn, misuse, service });
  if (metrics.activeUsers) registry.addCollector(activeUsers(metrics.activeUsers));
  return registry;
}

function businessMetrics(
  resolved: ResolvedOptions,
  registry: MetricsRegistry,
  misuse: Misuse,
): BusinessCounts {
  return new BusinessCounts(registry, resolved.metrics.businessRoutes, isOwnPath(resolved), misuse);
}

type GuardParts = [MetricsRegistry, Misuse, Warnings, DiscoveryService];

function guardOf(
  seriesLimit: number,
  ...[registry, misuse, warn, discovery]: GuardParts
): Collector {
  const instances = (): unknown[] => discovery.getProviders().map(({ instance }) => instance);
  return promClientGuard({ registry, misuse, warnings: warn, seriesLimit, instances });
}
