import { INTEGRATIONS_DEFAULTS } from '../../integrations.options';
import { prisma } from './prisma.integration';

const signal = new AbortController().signal;

/** A client of Prisma with a driver adapter, over a pool of pg that the test makes. */
function client(pool?: object) {
  const adapter = { connect: async () => ({ underlyingDriver: () => pool }) };
  const raw = jest.fn(async () => [{ used: 1, active: 1, max: 10 }]);
  return {
    $connect: async () => void (await adapter.connect()),
    $disconnect: () => undefined,
    $queryRawUnsafe: raw,
    _activeProvider: 'postgresql',
    _engineConfig: { adapter },
  };
}

function databasesOf(...instances: readonly object[]) {
  const provided = instances.map((instance) => ({ token: class PrismaService {}, instance }));
  return prisma.databases?.(provided, INTEGRATIONS_DEFAULTS) ?? [];
}

describe('the integration of Prisma', () => {
  it('finds clients by what they can do, and which system they speak to', () => {
    expect(databasesOf(client(), {}, client())).toMatchObject([
      { alias: 'prisma', system: 'postgresql' },
      { alias: 'prisma2', system: 'postgresql' },
    ]);
  });

  it("asks by the client's raw query as long as it knows of no pool", async () => {
    const instance = client();
    const [database] = databasesOf(instance);

    await database?.ping(signal);

    expect(instance.$queryRawUnsafe.mock.calls).toEqual([['SELECT 1 /* nestjs-observability */']]);
  });

  it('asks MongoDB, which takes no SQL, by a ping', async () => {
    const $runCommandRaw = jest.fn(async () => ({ ok: 1 }));
    const instance = { ...client(), _activeProvider: 'mongodb', $runCommandRaw };
    const [database] = databasesOf(instance);

    await database?.ping(signal);

    expect(database?.system).toBe('mongodb');
    expect($runCommandRaw.mock.calls).toEqual([[{ ping: 1 }]]);
    expect(instance.$queryRawUnsafe).not.toHaveBeenCalled();
  });

  it("asks by the adapter's pool once the client has connected", async () => {
    const pgClient = {
      query: jest.fn(async () => ({ rows: [] })),
      release: jest.fn(),
      on: () => undefined,
      removeListener: () => undefined,
    };
    const pool = { connect: async () => pgClient, query: () => 0, end: () => 0, totalCount: 0 };
    const instance = client(pool);
    const [database] = databasesOf(instance);
    await instance.$connect();

    await database?.ping(signal);

    expect(instance.$queryRawUnsafe).not.toHaveBeenCalled();
    expect(pgClient.query).toHaveBeenCalledTimes(1);
    expect(pgClient.release).toHaveBeenCalledWith();
  });
});
