import { Agent, get } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import type { ClientProxy } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { Event } from '@sentry/core';
import { firstValueFrom } from 'rxjs';
import { eventually } from '../support/eventually';
import { listen } from '../support/platforms';
import { SentryReceiver } from '../support/sentry-receiver';
import { RedisDatabase } from '../support/services/redis-database';
import {
  done,
  FAILS_EACH,
  SharedModule,
  SharedTasks,
  strangers,
  workFor,
} from '../support/shared-app';

const ROUNDS = 1000;
/** Rounds whose work is under way at once: more than two users' worth makes it harder, not easier. */
const AT_ONCE = 50;
const USERS = ['mary', 'john'] as const;
const TCP = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port: 0 } };

/** Everything in the event that names a user, which must be the one of its error. */
function strangersIn(event: Event): string[] {
  const owner = /(mary|john)$/.exec(event.exception?.values?.at(-1)?.value ?? '')?.[1];
  const crumbs = (event.breadcrumbs ?? []).map(({ message }) => message);
  const named = [event.user?.id, event.tags?.['owner'], event.tags?.['after'], ...crumbs];
  // Lines and the app's own crumbs: two at least, or the rounds would prove little.
  if (crumbs.length < 2) return ['no breadcrumbs'];
  return named.map(String).filter((text) => owner === undefined || !text.includes(owner));
}

/** Does the work of many rounds at once, and waits for what it causes before it goes on. */
async function rounds(
  worksOfRound: number,
  work: (user: string, round: number) => Promise<unknown>,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => round + i);
    await Promise.all(numbers.flatMap((number) => USERS.map((user) => work(user, number))));
    await eventually(() => expect(done.count).toBe((round + AT_ONCE) * worksOfRound));
  }
}

describe('work for two users at the same time', () => {
  let redis: RedisDatabase;
  let sentry: SentryReceiver;
  let app: INestApplication;
  let base: string;
  let client: ClientProxy;
  const agent = new Agent({ keepAlive: true });

  beforeAll(async () => {
    [redis, sentry] = await Promise.all([RedisDatabase.create(), SentryReceiver.start()]);
    const errors = { dsn: sentry.dsn, repeatsPerSecond: 1_000_000 };
    const logs = { level: 'info' as const, destination: { write: () => undefined } };
    const settings = { errors, logs };
    const options = { bufferLogs: true, abortOnError: false };
    app = await NestFactory.create(
      SharedModule.with(settings, redis.url),
      new ExpressAdapter(),
      options,
    );
    const server = app.connectMicroservice(TCP);
    await app.startAllMicroservices();
    base = await listen(app);
    const { port } = server.unwrap<Server>().address() as AddressInfo;
    client = ClientProxyFactory.create({ ...TCP, options: { ...TCP.options, port } });
    await client.connect();
  });

  beforeEach(() => {
    sentry.events.length = 0;
    done.count = 0;
  });

  afterAll(async () => {
    agent.destroy();
    await client.close();
    await app.close();
    await Promise.all([redis.remove(), sentry.stop()]);
  });

  /** The events of the rounds that failed. */
  async function events(count: number): Promise<Event[]> {
    await eventually(() => expect(sentry.events).toHaveLength(count));
    return sentry.events;
  }

  function request(user: string, round: number): Promise<void> {
    const headers = { 'x-user': user, 'x-request-id': `${user}-${round}` };
    return new Promise((resolve, reject) => {
      get(`${base}/work/${user}/${round}`, { agent, headers }, (response) => {
        response.resume().once('end', resolve);
      }).once('error', reject);
    });
  }

  it('keeps requests, and the jobs that they send, apart in 1,000 rounds', async () => {
    await rounds(4, request);

    const reported = await events((4 * ROUNDS) / FAILS_EACH);
    expect(strangers).toEqual([]);
    expect(reported.flatMap(strangersIn)).toEqual([]);
    const strange = reported.filter(({ tags, exception }) => {
      const [owner] = String(tags?.['request_id']).split('-');
      return !exception?.values?.at(-1)?.value?.endsWith(` of ${owner}`);
    });
    expect(strange).toEqual([]);
  }, 60_000);

  it('keeps messages apart in 1,000 rounds', async () => {
    await rounds(2, (user, round) =>
      firstValueFrom(client.send('work', { user, round })).catch(() => undefined),
    );

    const reported = await events((2 * ROUNDS) / FAILS_EACH);
    expect(strangers).toEqual([]);
    expect(reported.flatMap(strangersIn)).toEqual([]);
    expect(new Set(reported.map(({ tags }) => tags?.['request_id'])).size).toBe(reported.length);
  });

  it('keeps scheduled runs apart in 1,000 rounds', async () => {
    app.get(SharedTasks).left = 2 * ROUNDS;

    await eventually(() => expect(done.count).toBe(2 * ROUNDS), 20_000);

    const reported = await events((2 * ROUNDS) / FAILS_EACH);
    expect(strangers).toEqual([]);
    expect(reported.flatMap(strangersIn)).toEqual([]);
    expect(new Set(reported.map(({ tags }) => tags?.['request_id'])).size).toBe(reported.length);
  });

  it('would find what crosses over: outside any context, users share their marks', async () => {
    await Promise.all(USERS.map((user) => workFor(user, 1, 'shared')));

    expect(strangers).not.toEqual([]);
    strangers.length = 0;
  });
});
