import type { AbstractHttpAdapter } from '@nestjs/core';
import type { ObservabilityOptions } from 'nestjs-observability';
import { DataSource } from 'typeorm';
import { startPriceSupplier } from '../../apps/demo/src/playground/servers/price-supplier';
import type { PriceSupplier } from '../../apps/demo/src/playground/servers/price-supplier';
import { openDemoShop } from './demo-app';
import type { DemoShop } from './demo-app';
import { FaultProxy } from './fault-proxy';
import type { ProxyMode } from './fault-proxy';
import { parseMetrics } from './metrics-page';
import type { Sample } from './metrics-page';
import { PostgresServer } from './services/postgres-server';
import { RedisServer } from './services/redis-server';

/** What the shop depends on, by the names of its checks. */
export const DEPENDENCIES = ['database', 'cache', 'queue', 'external_services'] as const;
export type Dependency = (typeof DEPENDENCIES)[number];

/** Opens the details of health, which strangers do not see. */
const TOKEN = 'let-me-look-inside';
/** The server lets everybody in; the password must not show all the same. */
const PASSWORD = 'open-sesame';

/** How the connections of a pool of pg stand. */
export interface PoolState {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

export interface ShownCheck {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

/** What the health page answers to who may see it all. */
export interface ShownReport {
  readonly httpStatus: number;
  readonly status: string;
  readonly checks: readonly ShownCheck[];
}

type Proxies = Readonly<Record<Dependency, FaultProxy>>;

/** The servers of a shop: real ones, that can be stopped, killed and paused. */
export class ShopServers {
  private constructor(
    readonly postgres: PostgresServer,
    readonly cache: RedisServer,
    readonly queue: RedisServer,
    readonly supplier: PriceSupplier,
  ) {}

  static async start(...postgresFlags: readonly string[]): Promise<ShopServers> {
    const [postgres, cache, queue, supplier] = await Promise.all([
      PostgresServer.start(...postgresFlags),
      RedisServer.start(),
      RedisServer.start(),
      startPriceSupplier(),
    ]);
    return new ShopServers(postgres, cache, queue, supplier);
  }

  async stop(): Promise<void> {
    const { postgres, cache, queue, supplier } = this;
    await Promise.all([postgres.remove(), cache.stop(), queue.stop(), supplier.stop()]);
  }
}

/** The demo shop, with a proxy before each of the four things that it depends on. */
export class ProxiedShop {
  private constructor(
    private readonly shop: DemoShop,
    readonly proxies: Proxies,
  ) {}

  static async open(
    adapter: AbstractHttpAdapter,
    { postgres, cache, queue, supplier }: ShopServers,
    health: ObservabilityOptions['health'] = {},
    more: ObservabilityOptions = {},
  ): Promise<ProxiedShop> {
    const proxies = {
      database: await FaultProxy.start(postgres.port),
      cache: await FaultProxy.start(portOf(cache.url)),
      queue: await FaultProxy.start(portOf(queue.url)),
      external_services: await FaultProxy.start(portOf(supplier.url)),
    };
    const at = (dependency: Dependency): string => `127.0.0.1:${proxies[dependency].port}`;
    const servers = {
      databaseUrl: `postgres://test:${PASSWORD}@${at('database')}/postgres`,
      redisUrl: `redis://${at('cache')}`,
      queueUrl: `redis://${at('queue')}`,
      supplierUrl: `http://${at('external_services')}`,
    };
    const externalServices = [{ name: 'pricing', url: `${servers.supplierUrl}/status` }];
    const shop = await openDemoShop(adapter, servers, {
      endpoints: { token: TOKEN },
      health: { externalServices, ...health },
      ...more,
    });
    return new ProxiedShop(shop, proxies);
  }

  get base(): string {
    return this.shop.base;
  }

  get app(): DemoShop['app'] {
    return this.shop.app;
  }

  get logs(): DemoShop['logs'] {
    return this.shop.logs;
  }

  /** The pool of the app's own database connections. */
  get pool(): PoolState {
    // TypeORM keeps pg's pool there.
    const { master } = this.shop.app.get(DataSource).driver as unknown as { master: PoolState };
    const { totalCount, idleCount, waitingCount } = master;
    return { totalCount, idleCount, waitingCount };
  }

  /** Connections that each dependency has accepted so far. */
  get accepted(): Record<Dependency, number> {
    const entries = DEPENDENCIES.map((name) => [name, this.proxies[name].accepted] as const);
    // Every dependency is among them.
    return Object.fromEntries(entries) as Record<Dependency, number>;
  }

  fall(mode: ProxyMode, dependencies: readonly Dependency[] = DEPENDENCIES): void {
    for (const name of dependencies) this.proxies[name].mode = mode;
  }

  /** The samples of one metric. */
  async samples(metric: string): Promise<Sample[]> {
    const page = await (await this.ask('/metrics')).text();
    return parseMetrics(page).filter(({ name }) => name === metric);
  }

  /** How the app is doing, as somebody sees it who has the token. */
  async health(): Promise<ShownReport> {
    const response = await this.ask('/health');
    // Tests read no more of it than this.
    const report = (await response.json()) as Omit<ShownReport, 'httpStatus'>;
    return { httpStatus: response.status, ...report };
  }

  /** The statuses of its checks, by their names. */
  async statuses(): Promise<Record<string, string>> {
    const { checks } = await this.health();
    return Object.fromEntries(checks.map(({ name, status }) => [name, status]));
  }

  /** What a stranger must never read: addresses, names of users, passwords, words of drivers. */
  get secrets(): readonly string[] {
    const ports = DEPENDENCIES.map((name) => `:${this.proxies[name].port}`);
    return [...ports, '127.0.0.1', 'localhost', 'ECONN', 'test@', PASSWORD, 'timeout', 'postgres'];
  }

  async close(): Promise<void> {
    this.fall('pass');
    await this.shop.close();
    await Promise.all(Object.values(this.proxies).map((proxy) => proxy.stop()));
  }

  private ask(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: { authorization: `Bearer ${TOKEN}` } });
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
