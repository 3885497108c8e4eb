import type { EventEmitter } from 'node:events';
import { Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { createCache } from 'cache-manager';
import { Queue } from 'bullmq';
import { Cluster, Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { Client, Pool } from 'pg';
import { createClient } from 'redis';
import { Sequelize } from 'sequelize';
import { DataSource } from 'typeorm';
import { ObservabilityModule } from 'nestjs-observability';

const NO_SERVER = { host: '127.0.0.1', port: 9 };
const nothing = (): void => undefined;
const heardBy = <T extends { on(event: 'error', listener: () => void): unknown }>(client: T): T => {
  client.on('error', nothing);
  return client;
};

interface Shared {
  readonly client: string;
  readonly instance: object;
  /** What else of it is observed. */
  readonly parts?: readonly object[];
  /** What health checks listen to, once. */
  readonly watched?: readonly object[];
}

const cache = createCache({ stores: [new Keyv()] });
const keyv = cache.stores[0]!;
const sequelize = new Sequelize({ ...NO_SERVER, dialect: 'postgres', logging: false });
const mikroOrm = MikroORM.initSync({
  ...NO_SERVER,
  dbName: 'shop',
  entities: [],
  connect: false,
  discovery: { warnWhenNoEntities: false },
});
const nodeRedis = heardBy(createClient({ socket: NO_SERVER }));
const queue = heardBy(
  new Queue('tea', { connection: { ...NO_SERVER, retryStrategy: () => null } }),
);
const CLIENTS: readonly Shared[] = [
  {
    client: 'ioredis',
    instance: heardBy(new Redis({ ...NO_SERVER, lazyConnect: true, retryStrategy: () => null })),
  },
  {
    client: 'a Cluster of ioredis',
    instance: heardBy(
      new Cluster([NO_SERVER], { lazyConnect: true, clusterRetryStrategy: () => null }),
    ),
  },
  {
    client: 'node-redis',
    instance: nodeRedis,
    parts: [Object.getPrototypeOf(nodeRedis) as object],
  },
  { client: 'cache-manager', instance: cache, watched: [keyv] },
  { client: 'a Pool of pg', instance: new Pool(NO_SERVER) },
  { client: 'a Client of pg', instance: heardBy(new Client(NO_SERVER)) },
  { client: 'TypeORM', instance: new DataSource({ type: 'postgres', ...NO_SERVER }) },
  {
    client: 'Sequelize',
    instance: sequelize,
    watched: [
      sequelize.connectionManager,
      (sequelize.connectionManager as unknown as { pool: object }).pool,
    ],
  },
  { client: 'MikroORM', instance: mikroOrm, parts: [mikroOrm.em.getConnection()] },
  { client: 'BullMQ', instance: queue },
];

/** What is observed of them. */
const METHODS = ['sendCommand', 'multi', 'MULTI', 'query', 'execute', 'connect', 'add', 'addBulk'];
const OF_CACHES = ['get', 'set', 'del', 'mget', 'mset', 'mdel', 'ttl', 'clear', 'wrap'];

/** An app that does not end the client with itself, as apps of a test suite that share one. */
async function start({ instance }: Shared): Promise<INestApplicationContext> {
  class App {}
  Module({
    imports: [ObservabilityModule.forRoot({ logs: { level: 'silent' } })],
    providers: [{ provide: 'CLIENT', useValue: instance }],
  })(App);
  return NestFactory.createApplicationContext(App, { logger: false });
}

/** How many listeners each of its parts has, and which of its methods are not its class's. */
function stateOf({ instance, parts = [], watched = [] }: Shared): unknown[] {
  return [instance, ...parts, ...watched].map((part) => {
    const { eventNames } = part as Partial<EventEmitter>;
    const emitter = part as EventEmitter;
    const events = eventNames ? emitter.eventNames() : [];
    return {
      listeners: events.map((event) => [event, emitter.listenerCount(event)]),
      own: Object.keys(Object.getOwnPropertyDescriptors(part)).toSorted(),
    };
  });
}

function methodsOf(parts: readonly object[]): unknown[] {
  const names = [...METHODS, ...OF_CACHES, 'createQueryRunner', 'acquire'];
  return parts.flatMap((part) => names.map((name) => (part as Record<string, unknown>)[name]));
}

describe('a client that apps of one process share, one after the other:', () => {
  afterAll(() => queue.close());

  it.each(CLIENTS)('$client is as it was, and nothing piles up on it', async (shared) => {
    const { instance, parts = [], watched = [] } = shared;
    const observed = [instance, ...parts];
    const before = methodsOf(observed);
    const first = await start(shared);
    const during = methodsOf(observed);
    await first.close();
    const after = [...methodsOf(observed), ...methodsOf(watched)];
    const state = stateOf(shared);

    for (let round = 0; round < 12; round += 1) await (await start(shared)).close();

    const end = [...methodsOf(observed), ...methodsOf(watched)];
    expect(changed(before, during)).not.toBe(0);
    expect(changed(before, after)).toBe(0);
    expect(changed(after, end)).toBe(0);
    expect(stateOf(shared)).toEqual(state);
  });
});

function changed(before: readonly unknown[], after: readonly unknown[]): number {
  return before.filter((method, i) => method !== after[i]).length;
}
