import { createConnection } from 'mongoose';
import { DataSource } from 'typeorm';
import {
  DatabaseIndicator,
  INTEGRATIONS_DEFAULTS,
  mongoose,
  typeorm,
} from '../../libs/observability/src/integrations';
import type { DatabaseClient } from '../support/database-client';
import { databaseHealthHolds } from '../support/database-health-stories';
import { MongoStandIn } from '../support/services/mongo-stand-in';

let server: MongoStandIn;

beforeAll(async () => {
  server = await MongoStandIn.start();
});

afterAll(() => server.stop());

/** By default the driver waits half a minute for a new connection: docs/integrations/mongoose.md. */
const LIMITS = {
  connectTimeoutMS: 1000,
  heartbeatFrequencyMS: 1000,
  serverMonitoringMode: 'poll',
} as const;

async function connection(url: string): Promise<DatabaseClient> {
  const instance = await createConnection(url, { maxPoolSize: 3, ...LIMITS }).asPromise();
  return {
    integration: mongoose,
    instance,
    use: async () => instance.db?.command({ ping: 1 }),
    connections: () => undefined,
    close: () => instance.close(),
  };
}

describe("the health of MongoDB by Mongoose, whose driver's protocol a stand-in speaks", () => {
  databaseHealthHolds({
    url: (port) => `mongodb://127.0.0.1:${port}/shop?directConnection=true`,
    server: () => server,
    connect: connection,
    details: ['query_time_ms'],
    // The driver's own monitor of the server connects, too.
    mostNew: 4,
    hidesPool: true,
  });
});

describe('the health of MongoDB by TypeORM, which takes no queries for it', () => {
  it('is that of the driver: not connected, healthy, not connected', async () => {
    const url = `mongodb://127.0.0.1:${server.port}/shop?directConnection=true`;
    const instance = new DataSource({ type: 'mongodb', url, entities: [] });
    const provided = [{ token: 'MONGO', instance }];
    const databases = typeorm.databases?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
    const indicator = new DatabaseIndicator(databases);
    const missing = { status: 'unhealthy', message: 'default database failed: not connected' };

    expect(await indicator.check()).toMatchObject(missing);
    await instance.initialize();
    expect(await indicator.check()).toMatchObject({
      status: 'healthy',
      details: { default_query_time_ms: expect.any(Number) as number },
    });
    await instance.destroy();
    expect(await indicator.check()).toMatchObject(missing);
  });
});
