import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Observer } from '../core';
import { IndicatorRegistry } from '../health';
import { bullmq, cacheManager, HttpServiceIndicator, typeorm } from '../integrations';
import type { Integration, Provided } from '../integrations';
import type { ResolvedOptions } from './resolve-options';
import { OPTIONS } from './tokens';

const INTEGRATIONS: readonly Integration[] = [typeorm, cacheManager, bullmq];

/** Finds the clients of databases, caches and queues in the container and looks after them. */
@Injectable()
export class IntegrationWiring {
  constructor(
    private readonly registry: IndicatorRegistry,
    private readonly observer: Observer,
    private readonly discovery: DiscoveryService,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /** @throws DuplicateIndicatorError when two indicators have one name */
  wire(): void {
    const { health } = this.options;
    if (health.autoWire) this.wireIntegrations(this.provided());
    if (health.externalServices.length > 0) {
      this.registry.add(new HttpServiceIndicator(health.externalServices));
    }
    for (const indicator of health.indicators) this.registry.add(indicator);
  }

  private wireIntegrations(provided: readonly Provided[]): void {
    for (const integration of INTEGRATIONS) {
      const indicator = integration.indicatorOf?.(provided);
      if (indicator) this.registry.add(indicator);
      integration.instrument?.(provided, this.observer);
    }
  }

  /** What the container holds ready: instances of singletons. */
  private provided(): Provided[] {
    return this.discovery.getProviders().flatMap((wrapper) => {
      if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient) return [];
      const { token, instance } = wrapper as { token: unknown; instance: unknown };
      return isInspectable(instance) ? [{ token, instance }] : [];
    });
  }
}

const NOBODY_HAS_THIS = 'nestjs-observability:is-anything-here';

/** An object that can be looked at, and is no stand-in that says yes to every question (a test's mock). */
function isInspectable(instance: unknown): instance is object {
  if (typeof instance !== 'object' || instance === null) return false;
  try {
    const hasProperty = NOBODY_HAS_THIS in instance;
    return !hasProperty && (instance as Record<string, unknown>)[NOBODY_HAS_THIS] === undefined;
  } catch {
    return false;
  }
}
