import { rules, withDefaults } from '../core';
import { CACHE_DEFAULTS, CACHE_RULES } from './cache/cache.options';
import type { CacheOptions } from './cache/cache.options';
import type { Thresholds } from './client/integration.contract';
import { DATABASE_DEFAULTS, DATABASE_RULES } from './database/database.options';
import type { DatabaseOptions } from './database/database.options';
import {
  EXTERNAL_SERVICES_DEFAULTS,
  EXTERNAL_SERVICES_RULES,
} from './http/external-services.options';
import type { ExternalServicesOptions } from './http/external-services.options';
import { QUEUE_DEFAULTS, QUEUE_RULES } from './queue/queue.options';
import type { QueueOptions } from './queue/queue.options';
import {
  DISK_DEFAULTS,
  DISK_RULES,
  EVENT_LOOP_DEFAULTS,
  EVENT_LOOP_RULES,
  MEMORY_DEFAULTS,
  MEMORY_RULES,
} from './runtime/runtime.options';
import type { DiskOptions, EventLoopOptions, MemoryOptions } from './runtime/runtime.options';

/** Thresholds and timeouts for each kind of dependency. */
export interface IntegrationsOptions {
  /**
   * Whether the queries, cache calls and jobs of clients in the container are observed and their
   * pools and queues are read. @default true
   */
  observe?: boolean;
  database?: DatabaseOptions;
  cache?: CacheOptions;
  queue?: QueueOptions;
  externalServices?: ExternalServicesOptions;
  disk?: DiskOptions;
  memory?: MemoryOptions;
  eventLoop?: EventLoopOptions;
}

/** The options with all defaults filled in. */
export interface ResolvedIntegrationsOptions extends Thresholds {
  readonly observe: boolean;
  readonly externalServices: Required<ExternalServicesOptions>;
  readonly disk: Required<DiskOptions>;
  readonly memory: Required<MemoryOptions>;
  readonly eventLoop: Required<EventLoopOptions>;
}

export const INTEGRATIONS_DEFAULTS: ResolvedIntegrationsOptions = {
  observe: true,
  database: DATABASE_DEFAULTS,
  cache: CACHE_DEFAULTS,
  queue: QUEUE_DEFAULTS,
  externalServices: EXTERNAL_SERVICES_DEFAULTS,
  disk: DISK_DEFAULTS,
  memory: MEMORY_DEFAULTS,
  eventLoop: EVENT_LOOP_DEFAULTS,
};

export const INTEGRATIONS_RULES = rules.section<IntegrationsOptions>({
  observe: rules.boolean,
  database: DATABASE_RULES,
  cache: CACHE_RULES,
  queue: QUEUE_RULES,
  externalServices: EXTERNAL_SERVICES_RULES,
  disk: DISK_RULES,
  memory: MEMORY_RULES,
  eventLoop: EVENT_LOOP_RULES,
});

/** Fills in the defaults of every section. */
export function resolveIntegrations(
  options: IntegrationsOptions | undefined,
): ResolvedIntegrationsOptions {
  // Sections may be given in part; withDefaults fills in each of them.
  return withDefaults(INTEGRATIONS_DEFAULTS, options as Partial<ResolvedIntegrationsOptions>);
}
