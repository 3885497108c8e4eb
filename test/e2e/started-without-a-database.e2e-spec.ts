import { openDemoShop } from '../support/demo-app';
import type { DemoShop } from '../support/demo-app';
import { eventually } from '../support/eventually';
import { platforms } from '../support/platforms';
import { PostgresServer } from '../support/services/postgres-server';

describe.each(platforms)('the shop on $platform, started without its database', ({ adapter }) => {
  let postgres: PostgresServer;
  let shop: DemoShop;

  beforeAll(async () => {
    postgres = await PostgresServer.start();
    await postgres.stop();
    shop = await openDemoShop(adapter(), { databaseUrl: postgres.url });
  });

  afterAll(async () => {
    await shop.close();
    await postgres.remove();
  });

  it('boots, lives, serves what needs none, is unhealthy, and says why in the log', async () => {
    const [live, ready, startup, health] = await Promise.all(
      ['/livez', '/readyz', '/startupz', '/health'].map(
        async (path) => (await fetch(shop.base + path)).status,
      ),
    );

    expect({ live, ready, startup, health }).toEqual({
      live: 200,
      ready: 200,
      startup: 200,
      health: 503,
    });
    await eventually(() =>
      expect(shop.logs.of('health').map(({ message }) => message)).toContain(
        'health check database is unhealthy: default database failed: not connected',
      ),
    );
  });

  it('becomes healthy when the database comes, and takes orders', async () => {
    await postgres.start();

    await eventually(
      async () => expect((await fetch(`${shop.base}/health`)).status).toBe(200),
      15_000,
    );
    const response = await fetch(`${shop.base}/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item: 'tea' }),
    });
    expect(response.status).toBe(201);
    await eventually(() => expect(shop.logs.of('queue')).toHaveLength(1), 15_000);
  });
});
