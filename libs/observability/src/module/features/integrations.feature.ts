import { Inject, Injectable, Logger } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Observer, Redactor, Warnings } from '../../core';
import type { Collector } from '../../core';
import { IndicatorRegistry } from '../../health';
import {
  CacheIndicator,
  Conditions,
  conditionsLine,
  DatabaseIndicator,
  HttpServiceIndicator,
  missingLimitMessage,
  PRODUCTS,
  QueueIndicator,
} from '../../integrations';
import type { Condition, Integration, Provided } from '../../integrations';
import type { ResolvedOptions } from '../options/resolve-options';
import { OPTIONS } from '../options/tokens';
import { conditionOf, detectProduct } from './detected-product';
import type { DetectedProduct } from './detected-product';
import type { Feature } from './feature';
import { isInspectable } from './inspectable';

/** Detects the clients of databases, caches and queues in the container, and adds indicators and instrumentation. */
@Injectable()
export class IntegrationWiring {
  /** The collectors of the clients, read at each scrape; set when they are wired. */
  readonly collectors: Collector[] = [];

  constructor(
    private readonly registry: IndicatorRegistry,
    private readonly observer: Observer,
    private readonly discovery: DiscoveryService,
    @Inject(OPTIONS) private readonly options: ResolvedOptions,
    private readonly conditions: Conditions,
    private readonly redactor: Redactor,
    private readonly warnings: Warnings,
  ) {}

  /** @throws DuplicateIndicatorError when two indicators have one name */
  wire(): void {
    const { health, integrations } = this.options;
    const provided = this.provided();
    const products = PRODUCTS.map((each) => detectProduct(each, provided, integrations));
    for (const { error } of products) if (error !== undefined) this.countFailure();
    if (health.autoWire) this.addIndicators(products);
    const present = products.flatMap(({ integration }) => integration ?? []);
    if (integrations.observe) this.observe(present, provided);
    if (health.autoWire) this.adviseLimits(present, provided);
    this.addExternalServices();
    for (const indicator of health.indicators) this.registry.add(indicator);
    this.recordConditions(products);
  }

  /** Restores the clients; they may live on in another app of the process. */
  end(): void {
    this.observer.close();
  }

  /** One indicator of each kind, for all products. */
  private addIndicators(products: readonly DetectedProduct[]): void {
    const { database, cache, queue } = this.options.integrations;
    const databases = products.flatMap((product) => product.databases);
    const caches = products.flatMap((product) => product.caches);
    const queues = products.flatMap((product) => product.queues);
    if (databases.length > 0)
      this.registry.add(new DatabaseIndicator(databases, undefined, database));
    if (caches.length > 0) this.registry.add(new CacheIndicator(caches, undefined, cache));
    if (queues.length > 0) this.registry.add(new QueueIndicator(queues, undefined, queue));
  }

  private observe(present: readonly Integration[], provided: readonly Provided[]): void {
    for (const integration of present) {
      this.tryOrCount(() => integration.instrument?.(provided, this.observer));
      this.collectors.push(
        ...(this.tryOrCount(() => integration.collectors?.(provided, this.warnings)) ?? []),
      );
    }
  }

  /** A client without a timeout holds up requests, and shows only in an outage. */
  private adviseLimits(present: readonly Integration[], provided: readonly Provided[]): void {
    const logger = new Logger('Observability');
    for (const integration of present) {
      const missing = this.tryOrCount(() => integration.missingLimits?.(provided)) ?? [];
      for (const limit of missing) logger.warn(missingLimitMessage(integration.product, limit));
    }
  }

  private addExternalServices(): void {
    const { health, integrations } = this.options;
    if (health.externalServices.length === 0) return;
    this.registry.add(
      new HttpServiceIndicator(health.externalServices, undefined, integrations.externalServices),
    );
  }

  private recordConditions(products: readonly DetectedProduct[]): void {
    const { autoWire } = this.options.health;
    const { observe } = this.options.integrations;
    for (const product of products) {
      const condition = conditionOf(product, { autoWire, observe });
      this.conditions.add({ ...condition, reason: this.redactor.text(condition.reason) });
      if (observe && condition.detected) logUnmeasured(product);
    }
    this.conditions.add(this.externalServices());
    new Logger('Observability').debug(conditionsLine(this.conditions.list()));
  }

  private externalServices(): Condition {
    const what = this.options.health.externalServices.map(({ name }) => name);
    const detected = what.length > 0;
    const reason = `health.externalServices ${detected ? 'names them' : 'names none'}`;
    return { product: 'HTTP services', detected, what, reason };
  }

  /** A client that throws when inspected is skipped: it must not prevent the app from starting. */
  private tryOrCount<R>(inspect: () => R): R | undefined {
    try {
      return inspect();
    } catch {
      this.countFailure();
      return undefined;
    }
  }

  private countFailure(): void {
    this.observer.drops.count('integrations');
  }

  /** The instances of singletons in the container. */
  private provided(): Provided[] {
    return this.discovery.getProviders().flatMap((wrapper) => {
      if (!wrapper.isDependencyTreeStatic() || wrapper.isTransient) return [];
      const { token, instance } = wrapper as { token: unknown; instance: unknown };
      return isInspectable(instance) ? [{ token, instance }] : [];
    });
  }
}

/** Logs why a product has no metrics. */
function logUnmeasured({ product: { product }, unmeasured }: DetectedProduct): void {
  if (unmeasured) new Logger('Observability').log(`${product} was detected, but ${unmeasured}`);
}

/** The clients of databases, caches and queues that the container has. */
export const integrationsFeature: Feature = {
  name: 'integrations',
  providers: [Conditions, IntegrationWiring],
  exports: [Conditions],
  start: (get) => get(IntegrationWiring).wire(),
  // The clients are observed until everything is flushed; they may live on in another app of the process.
  close: (get) => get(IntegrationWiring).end(),
};
