import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Observer } from '../core';
import type { ReadingSource } from '../core';
import { IndicatorRegistry } from '../health';
import { bullmq, cacheManager, HttpServiceIndicator, pg, typeorm } from '../integrations';
import type { Integration, Provided } from '../integrations';
import type { ResolvedOptions } from './resolve-options';
import { OPTIONS } from './tokens';

const INTEGRATIONS: readonly Integration[] = [typeorm, pg, cacheManager, bullmq];

/** Finds the clients of databases, caches and queues in the container and looks after them. */
@Injectable()
export class IntegrationWiring {
  /** What can be read of the clients at each scrape; known when they are wired. */
  readonly readings: ReadingSource[] = [];

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
      const indicator = this.carefully(() => integration.indicatorOf?.(provided));
      if (indicator) this.registry.add(indicator);
      this.carefully(() => integration.instrument?.(provided, this.observer));
      this.readings.push(...(this.carefully(() => integration.readings?.(provided)) ?? []));
    }
  }

  /** A client that does not want to be looked at is left alone: it must not keep the app from starting. */
  private carefully<R>(look: () => R): R | undefined {
    try {
      return look();
    } catch {
      this.observer.losses.count('integrations');
      return undefined;
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
