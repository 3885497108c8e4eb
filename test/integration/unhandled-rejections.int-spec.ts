import { Program } from '../support/program';
import { PostgresServer } from '../support/services/postgres-server';
import { RedisServer } from '../support/services/redis-server';

interface Client {
  readonly client: string;
  /** The server that answers it, where it needs one. */
  readonly server: 'Redis' | 'PostgreSQL' | undefined;
  /** Makes `client`, for the server at `port`. */
  readonly make: string;
  /** What it takes before the first call, where a server is there. */
  readonly open?: string;
  /** Calls that promise a result. */
  readonly calls: Readonly<Record<string, string>>;
  /** Calls whose callback is `done`. */
  readonly withCallback?: Readonly<Record<string, string>>;
}

/** At which no server listens. */
const NO_SERVER = 1;

const IOREDIS_CALLS = { get: `client.get('tea')`, 'a script': `client.brew()` };
const IOREDIS_CALLBACKS = {
  get: `client.get('tea', done)`,
  'a script': `client.brew(done)`,
  pipeline: `client.pipeline().get('tea', done).exec()`,
};
const SCRIPT = `client.defineCommand('brew', { numberOfKeys: 0, lua: 'return 1' });`;
const POSTGRES = `const server = { host: '127.0.0.1', port, user: 'test', database: 'postgres' };`;

const CLIENTS: readonly Client[] = [
  {
    client: 'ioredis',
    server: 'Redis',
    make: `
      const { Redis } = require('ioredis');
      client = new Redis({ host: '127.0.0.1', port, retryStrategy: null });
      client.on('error', () => {}); ${SCRIPT}`,
    calls: IOREDIS_CALLS,
    withCallback: {
      ...IOREDIS_CALLBACKS,
      multi: `client.multi().get('tea').exec((error) => error && done(error)).then(() => done(), done)`,
      scanStream: `client.scanStream().on('error', done).on('end', done).resume()`,
    },
  },
  {
    client: 'a Cluster of ioredis',
    server: undefined,
    make: `
      const { Cluster } = require('ioredis');
      client = new Cluster([{ host: '127.0.0.1', port }], { clusterRetryStrategy: () => null });
      client.on('error', () => {}); ${SCRIPT}`,
    calls: IOREDIS_CALLS,
    withCallback: { get: IOREDIS_CALLBACKS.get, 'a script': IOREDIS_CALLBACKS['a script'] },
  },
  {
    client: 'node-redis',
    server: 'Redis',
    make: `
      client = require('redis').createClient({ url: 'redis://127.0.0.1:' + port });
      client.on('error', () => {});`,
    open: `await client.connect()`,
    calls: {
      get: `client.get('tea')`,
      multi: `client.multi().get('tea').exec()`,
      sendCommand: `client.sendCommand(['GET', 'tea'])`,
    },
    withCallback: { get: `client.legacy().get('tea', done)` },
  },
  {
    client: 'BullMQ',
    server: 'Redis',
    make: `
      const { Queue } = require('bullmq');
      const connection = { host: '127.0.0.1', port, retryStrategy: () => null };
      client = new Queue('tea', { connection });
      client.on('error', () => {});`,
    calls: { add: `client.add('brew', {})`, addBulk: `client.addBulk([{ name: 'brew' }])` },
  },
  {
    client: 'a Pool of pg',
    server: 'PostgreSQL',
    make: `${POSTGRES} client = new (require('pg').Pool)(server);`,
    calls: { query: `client.query('SELECT 1')`, connect: `client.connect()` },
    withCallback: {
      query: `client.query('SELECT 1', done)`,
      connect: `client.connect(done)`,
      'a query that is an object': `client.query(new (require('pg').Query)('SELECT 1'), done)`,
    },
  },
  {
    client: 'a Client of pg',
    server: 'PostgreSQL',
    make: `
      ${POSTGRES} client = new (require('pg').Client)(server);
      client.on('error', () => {}); client.connect().catch(() => {});`,
    calls: { query: `client.query('SELECT 1')` },
    withCallback: { query: `client.query('SELECT 1', done)` },
  },
  {
    client: 'Sequelize',
    server: 'PostgreSQL',
    make: `
      const { Sequelize } = require('sequelize');
      ${POSTGRES} const options = { ...server, username: 'test' };
      client = new Sequelize({ dialect: 'postgres', logging: false, ...options });`,
    calls: { query: `client.query('SELECT 1')` },
  },
  {
    client: 'TypeORM',
    server: 'PostgreSQL',
    make: `
      const { DataSource } = require('typeorm');
      ${POSTGRES} client = new DataSource({ type: 'postgres', username: 'test', ...server });`,
    open: `await client.initialize()`,
    calls: { query: `client.createQueryRunner().query('SELECT 1')` },
  },
  {
    client: 'MikroORM',
    server: 'PostgreSQL',
    make: `
      const { MikroORM } = require('@mikro-orm/postgresql');
      const options = { entities: [], connect: false, discovery: { warnWhenNoEntities: false } };
      ${POSTGRES} client = MikroORM.initSync({ ...options, ...server, dbName: 'postgres' });`,
    calls: { execute: `client.em.getConnection().execute('SELECT 1')` },
  },
  {
    client: 'cache-manager',
    server: undefined,
    make: `
      client = require('cache-manager').createCache();
      const load = async () => { if (port === ${NO_SERVER}) throw new Error('no tea'); };`,
    calls: { wrap: `client.wrap('tea', load)` },
  },
];

function program({ make }: Client, port: number, use: string): string {
  return `
    require('reflect-metadata');
    const { Module } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    const { ObservabilityModule } = require('nestjs-observability');
    const port = ${port};
    let client; ${make}
    const lib = ObservabilityModule.forRoot({ logs: { level: 'silent' }, metrics: { enabled: true } });
    class App {}
    Module({
      imports: process.env.OBSERVED === 'yes' ? [lib] : [],
      providers: [{ provide: 'CLIENT', useFactory: () => client }],
    })(App);
    const fails = (call) =>
      new Promise((resolve, reject) =>
        call((error) => (error ? resolve() : reject(new Error('it went well')))),
      );
    const succeeds = (call) =>
      new Promise((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
    (async () => {
      await NestFactory.createApplicationContext(App, { logger: false });
      ${use};
    })();`;
}

/** How the process ends without the library, and with it. */
async function codes(client: Client, port: number, uses: readonly string[]): Promise<unknown[]> {
  const text = program(client, port, uses.join(';\n'));
  const endings = await Promise.all(
    ['no', 'yes'].map((OBSERVED) => Program.run(text, { OBSERVED })),
  );
  return endings.map(({ code }) => code);
}

const EXIT = 'setTimeout(() => process.exit(0), 100)';
const each = CLIENTS.map((client) => ({ name: client.client, client }));
const dropped = CLIENTS.flatMap((client) =>
  Object.entries(client.calls).map(([call, text]) => ({ name: client.client, call, client, text })),
);

describe('a call of a client that fails, as without the library,', () => {
  it.concurrent.each(each)(
    'leaves the process running where the app awaits $name or has a callback',
    async ({ client }) => {
      const uses = [
        ...Object.values(client.withCallback ?? {}).map((call) => `await fails((done) => ${call})`),
        ...Object.values(client.calls).map(
          (call) => `await fails((done) => ${call}.then(() => done(), done))`,
        ),
      ];

      expect(await codes(client, NO_SERVER, [...uses, EXIT])).toEqual([0, 0]);
    },
  );

  it.concurrent.each(dropped)(
    'ends the process where the app drops the promise of $name ($call)',
    async ({ client, text }) => {
      const uses = [text, 'setTimeout(() => process.exit(4), 5000)'];

      expect(await codes(client, NO_SERVER, uses)).toEqual([1, 1]);
    },
  );
});

describe('a call of a client that succeeds, as without the library,', () => {
  let redis: RedisServer;
  let postgres: PostgresServer;

  beforeAll(async () => {
    [redis, postgres] = await Promise.all([RedisServer.start(), PostgresServer.start()]);
  });

  afterAll(() => Promise.all([redis.stop(), postgres.remove()]));

  it.each(each.filter(({ client }) => client.server !== undefined || !client.withCallback))(
    'leaves the process running whatever the app does with $name',
    async ({ client }) => {
      const { server, open = '', calls, withCallback = {} } = client;
      const port = server === 'Redis' ? Number(new URL(redis.url).port) : postgres.port;
      const uses = [
        open,
        ...Object.values(withCallback).map((call) => `await succeeds((done) => ${call})`),
        ...Object.values(calls).map((call) => `await ${call}`),
        ...Object.values(calls),
      ];

      expect(await codes(client, port, [...uses, EXIT])).toEqual([0, 0]);
    },
  );

  it.each([
    ['ioredis', 'a pipeline', `await client.pipeline().set('tea').get('tea').exec()`],
    ['ioredis', 'a transaction', `await client.multi().set('tea').exec().catch(() => {})`],
    ['ioredis', 'a callback', `await fails((done) => client.call('SET', done))`],
    [
      'node-redis',
      'a transaction',
      `await client.multi().set('tea', 'x').hSet('tea', 'a', 'b').exec().catch(() => {})`,
    ],
    ['node-redis', 'a command', `await client.sendCommand(['SET']).catch(() => {})`],
  ])('so does one of %s that Redis refuses, in %s', async (name, _way, use) => {
    const client = CLIENTS.find((known) => known.client === name)!;
    const port = Number(new URL(redis.url).port);

    expect(await codes(client, port, [client.open ?? '', use, EXIT])).toEqual([0, 0]);
  });
});
