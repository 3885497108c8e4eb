import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
} from '../../libs/observability/src/integrations';
import type { DatabaseClient } from './database-client';
import { eventually } from './eventually';
import { FaultProxy } from './fault-proxy';

const LIMIT_MS = 250;
/** How soon health must be back after the way to the server is whole again. */
const HEALED_WITHIN_MS = 10_000;
const LOST_WITHIN_MS = 15_000;
const LIMITS = { ...INTEGRATIONS_DEFAULTS.database, timeoutMs: LIMIT_MS };

/** The server and the client of a story. */
export interface DatabaseStory {
  /** The address of the database at a port of this machine. */
  url(port: number): string;
  server(): { readonly port: number };
  connect(url: string): Promise<DatabaseClient>;
  /** The details of a healthy database, without its alias. */
  readonly details: readonly string[];
  /** How many connections may be made during a fault, besides those that stand. @default 2 */
  readonly mostNew?: number;
  /** Whether the product hides its pool from the app. @default false */
  readonly hidesPool?: boolean;
}

/** What holds for the health of every database, whatever the product: to be called in a `describe`. */
export function databaseHealthHolds(story: DatabaseStory): void {
  let proxy: FaultProxy;
  let client: DatabaseClient;
  let alias: string;
  let indicator: DatabaseIndicator;
  /** The same with the default limits. */
  let patient: DatabaseIndicator;

  beforeEach(async () => {
    proxy = await FaultProxy.start(story.server().port);
    client = await story.connect(story.url(proxy.port));
    const provided = [{ token: 'CLIENT', instance: client.instance }];
    const databases = client.integration.databases?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    alias = databases[0]?.alias ?? '';
    indicator = new DatabaseIndicator(databases, undefined, LIMITS);
    patient = new DatabaseIndicator(databases);
    await client.use();
    await untilHealthy(HEALED_WITHIN_MS);
  });

  afterEach(async () => {
    proxy.mode = 'pass';
    await client.close();
    await proxy.stop();
  });

  async function statuses(times: number): Promise<string[]> {
    const found: string[] = [];
    for (let i = 0; i < times; i += 1) found.push((await indicator.check()).status);
    return found;
  }

  async function untilHealthy(withinMs: number): Promise<void> {
    await eventually(async () => {
      expect(await indicator.check()).toMatchObject({ status: 'healthy' });
    }, withinMs);
  }

  it('is healthy, and asked on a connection of the pool, which is given back', async () => {
    const [accepted, before] = [proxy.accepted, client.connections()];

    const finding = await patient.check();

    expect(finding).toMatchObject({ status: 'healthy', message: 'All databases healthy' });
    expect(Object.keys(finding.details ?? {}).toSorted()).toEqual(
      story.details.map((detail) => `${alias}_${detail}`).toSorted(),
    );
    expect([proxy.accepted, client.connections()]).toEqual([accepted, before]);
  });

  it('is unhealthy while the server refuses connections', async () => {
    proxy.mode = 'reset';

    expect(await statuses(2)).toEqual(['unhealthy', 'unhealthy']);

    proxy.mode = 'pass';
    await untilHealthy(HEALED_WITHIN_MS);
  });

  it('is degraded when it answers after more than half a second', async () => {
    proxy.delayMs = 350;
    proxy.mode = 'slow';

    const finding = await patient.check();

    expect(finding).toMatchObject({
      status: 'degraded',
      message: expect.stringMatching(/ database is slow \(\d\.\d\ds\)$/) as string,
    });
  });

  if (!story.hidesPool) {
    it('tells that the app has all connections of the pool, and takes none from it', async () => {
      const giveBack = await client.holdAll?.();
      const accepted = proxy.accepted;

      const findings = [await indicator.check(), await indicator.check(), await indicator.check()];
      await giveBack?.();
      await untilHealthy(HEALED_WITHIN_MS);

      expect(findings.map(({ message }) => message)).toEqual(
        Array(3).fill(`${alias} database failed: no free connection within ${LIMIT_MS} ms`),
      );
      expect(proxy.accepted).toBe(accepted);
      expect(client.connections()).toEqual({ total: 3, idle: 3 });
    });
  }

  it.each([
    ['is not answered any more', 'hang', HEALED_WITHIN_MS],
    ['swallows every byte', 'drop', LOST_WITHIN_MS],
    ['was closed by the server in silence', 'half-open', LOST_WITHIN_MS],
  ] as const)('that %s comes back, and its pool is as before', async (_what, mode, withinMs) => {
    const [accepted, before] = [proxy.accepted, client.connections()];
    proxy.mode = mode;

    expect(await statuses(5)).toEqual(Array(5).fill('unhealthy'));
    const during = client.connections();
    expect(proxy.accepted - accepted).toBeLessThanOrEqual(story.mostNew ?? 2);
    expect(during?.total ?? 0).toBeLessThanOrEqual((before?.total ?? 0) + 1);

    proxy.mode = 'pass';
    await untilHealthy(withinMs);
    await client.use();
    const after = client.connections();
    expect(after?.idle).toBe(after?.total);
    expect(after?.total ?? 0).toBeLessThanOrEqual(Math.max(before?.total ?? 0, 1));
  });
}
