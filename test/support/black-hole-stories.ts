import type { AbstractHttpAdapter } from '@nestjs/core';
import { eventually, untilReady } from './eventually';
import type { ProxyMode } from './fault-proxy';
import { probeStorm } from './probe-storm';
import { DEPENDENCIES, ProxiedShop, ShopServers } from './proxied-shop';
import type { Dependency } from './proxied-shop';

const PROBES = 500;
const FIRST_WITHIN_MS = 2500;
const ALL_WITHIN_MS = 3000;
/** A storm may have been answered from memory; the first page after it looks, and what has failed for all of its two seconds is shown. */
const SHOWN_WITHIN_MS = 2500;
const LIVE_WITHIN_MS = 100;
const LIVE_IN_STORM_WITHIN_MS = 1000;
const MAX_NEW_CONNECTIONS = 2;
/** BullMQ's worker renews the connection that it blocks on by itself; seen without any probe: one, within two seconds. */
const BY_THE_APP: Partial<Record<Dependency, number>> = { queue: 1 };
const HEALED_WITHIN_MS = 10_000;
const LOST_WITHIN_MS = 15_000;
const TEST_LIMIT_MS = 40_000;

/** What falls into a black hole, and whether it gives back what it swallowed. */
export interface BlackHole {
  readonly mode: Extract<ProxyMode, 'hang' | 'drop'>;
  readonly swallows: readonly Dependency[];
}

/** What holds for the health of an app whose dependencies fall silent: to be called in a `describe`. */
export function healthHoldsInBlackHoles(
  adapter: () => AbstractHttpAdapter,
  holes: readonly BlackHole[],
): void {
  let servers: ShopServers;
  let shop: ProxiedShop;

  beforeAll(async () => {
    servers = await ShopServers.start();
    shop = await ProxiedShop.open(adapter(), servers);
    await untilReady(shop.base);
    await untilHealthy(HEALED_WITHIN_MS);
    // An app that has just started compiles its code while it answers.
    await probeStorm(shop.base, { probes: 100 });
  });

  afterAll(async () => {
    await shop.close();
    await servers.stop();
  });

  /** One that failed half-way leaves nothing to the next. */
  afterEach(async () => {
    shop.fall('pass');
    await untilHealthy(LOST_WITHIN_MS);
  });

  const named = holes.map((hole) => ({ ...hole, name: hole.swallows.join(', ') }));

  it.each(named)(
    'answers 500 probes while $name $mode, and is healthy again soon after',
    async ({ mode, swallows }) => {
      await useAll();
      const before = shop.accepted;
      shop.fall(mode, swallows);

      const first = await timed(`${shop.base}/health`);
      const calm = await timed(`${shop.base}/livez`);
      const storm = await probeStorm(shop.base, { probes: PROBES });

      expect(first.ms).toBeLessThan(FIRST_WITHIN_MS);
      expect(calm).toMatchObject({ status: 200 });
      expect(calm.ms).toBeLessThan(LIVE_WITHIN_MS);
      expect(sum(storm.probes.statuses)).toBe(PROBES);
      expect(storm.probes.statuses[0]).toBeUndefined();
      expect(storm.probes.slowestMs).toBeLessThan(ALL_WITHIN_MS);
      expect(Object.keys(storm.alongside.statuses)).toEqual(['200']);
      expect(storm.alongside.slowestMs).toBeLessThan(LIVE_IN_STORM_WITHIN_MS);
      await untilShown(swallows);
      expect(newConnections(before)).toEqual([]);
      expect(leaksIn([...storm.probes.texts, ...storm.alongside.texts])).toEqual([]);

      shop.fall('pass');
      await untilHealthy(mode === 'drop' ? LOST_WITHIN_MS : HEALED_WITHIN_MS);
      await useAll();
      await eventually(() => expect(shop.pool).toMatchObject(idle()));
    },
    TEST_LIMIT_MS,
  );

  /** Dependencies to which more connections were opened since than may be. */
  function newConnections(before: Readonly<Record<Dependency, number>>): string[] {
    const opened = DEPENDENCIES.map((name) => [name, shop.accepted[name] - before[name]] as const);
    const tooMany = opened.filter(
      ([name, count]) => count - (BY_THE_APP[name] ?? 0) > MAX_NEW_CONNECTIONS,
    );
    return tooMany.map(([name, count]) => `${name}: ${count}`);
  }

  async function untilHealthy(withinMs: number): Promise<void> {
    await eventually(async () => {
      const { httpStatus, status, checks } = await shop.health();
      expect({ httpStatus, status, checks }).toMatchObject({ httpStatus: 200, status: 'healthy' });
    }, withinMs);
  }

  async function untilShown(swallowed: readonly Dependency[]): Promise<void> {
    await eventually(async () => {
      const statuses = await shop.statuses();
      const ill = DEPENDENCIES.filter((name) => statuses[name] !== 'healthy');
      expect(ill).toEqual(DEPENDENCIES.filter((name) => swallowed.includes(name)));
    }, SHOWN_WITHIN_MS);
  }

  /** A request of the app's own, through database, cache, queue and supplier. */
  async function useAll(): Promise<void> {
    const order = JSON.stringify({ item: 'tea', quantity: 1 });
    const headers = { 'content-type': 'application/json' };
    const placed = await fetch(`${shop.base}/orders`, { method: 'POST', headers, body: order });
    expect(placed.status).toBe(201);
  }

  function idle(): object {
    return { waitingCount: 0, idleCount: shop.pool.totalCount };
  }

  function leaksIn(texts: readonly string[]): string[] {
    return shop.secrets.filter((secret) => texts.some((text) => text.includes(secret)));
  }
}

interface Timed {
  readonly status: number;
  readonly ms: number;
}

async function timed(url: string): Promise<Timed> {
  const begun = performance.now();
  const { status } = await fetch(url);
  return { status, ms: performance.now() - begun };
}

function sum(counts: Readonly<Record<number, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
