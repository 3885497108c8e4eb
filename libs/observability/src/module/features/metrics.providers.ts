import { Logger } from '@nestjs/common';
import type { Provider } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Drops, Warnings } from '../../core';
import type { Collector } from '../../core';
import {
  activeUsers,
  BusinessCounts,
  MetricsRegistry,
  MetricsService,
  Misuse,
  PeerExpositions,
  Rendezvous,
  promClientGuard,
} from '../../signals/metrics';
import { isOwnPath } from './own-paths';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS, PROM_CLIENT_GUARD } from '../options/tokens';

/** The metrics of the app, and the reporter of their misuse. */
export const METRICS_PROVIDERS: Provider[] = [
  { provide: Warnings, useFactory: warnings },
  {
    provide: Misuse,
    inject: [OPTIONS, Warnings],
    useFactory: ({ metrics }: ResolvedOptions, warn: Warnings) => new Misuse(warn, metrics.strict),
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
];

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
