import type { AddressInfo, Server } from 'node:net';
import type { INestApplicationContext, INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import type { ClientProxy } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { lastValueFrom, toArray } from 'rxjs';
import { eventually } from '../support/eventually';
import {
  EverythingFilter,
  MessagesController,
  MessagesModule,
  WatchingGuard,
} from '../support/messages-app';
import { SentryReceiver } from '../support/sentry-receiver';
import { ReportedSignals } from '../support/reported-signals';

const TCP = { transport: Transport.TCP as const, options: { host: '127.0.0.1', port: 0 } };
const QUIET = { logger: ['error' as const], abortOnError: false };
const ERROR = { status: 'error', message: 'Internal server error' };

interface Running {
  readonly app: INestApplicationContext;
  readonly server: INestMicroservice;
}

async function hybrid(signals: ReportedSignals): Promise<Running> {
  const app = await NestFactory.create(
    MessagesModule.with(signals.options),
    new ExpressAdapter(),
    QUIET,
  );
  const server = app.connectMicroservice(TCP);
  await app.startAllMicroservices();
  await app.init();
  return { app, server };
}

async function standalone(signals: ReportedSignals): Promise<Running> {
  const server = await NestFactory.createMicroservice(MessagesModule.with(signals.options), {
    ...QUIET,
    ...TCP,
  });
  await server.listen();
  return { app: server, server };
}

// Sentry's client belongs to the process, so that both apps have one back end.
let sentry: SentryReceiver;

beforeAll(async () => {
  sentry = await SentryReceiver.start();
});

afterAll(() => sentry.stop());

describe.each([
  ['an app that also serves HTTP', hybrid],
  ['a microservice alone', standalone],
])('messages to %s', (_kind, start) => {
  let signals: ReportedSignals;
  let running: Running;
  let client: ClientProxy;

  beforeAll(async () => {
    signals = new ReportedSignals(sentry);
    running = await start(signals);
    const { port } = running.server.unwrap<Server>().address() as AddressInfo;
    client = ClientProxyFactory.create({ ...TCP, options: { ...TCP.options, port } });
  });

  beforeEach(() => signals.clear());

  afterAll(async () => {
    await client.close();
    await running.app.close();
  });

  function ask(pattern: unknown, data: unknown = {}): Promise<unknown> {
    return lastValueFrom(client.send(pattern, data));
  }

  async function errorOf(pattern: unknown): Promise<unknown> {
    return ask(pattern).then(
      () => 'no error',
      (error: unknown) => error,
    );
  }

  it('are each answered, timed and logged once', async () => {
    const answer = await ask('sum', [1, 2, 3]);

    expect(answer).toBe(6);
    const handled = await eventually(() => {
      const lines = signals.logs.lines.filter(({ message }) => message === 'message handled');
      expect(lines).toHaveLength(1);
      return lines;
    });
    expect(handled[0]).toMatchObject({
      level: 'info',
      logger: 'queue',
      handler: { transport: 'tcp', pattern: 'sum', outcome: 'ok' },
    });
    const counts = await signals.metric(running.app, 'message_duration_seconds_count');
    const labels = { transport: 'tcp', pattern: 'sum' };
    expect(counts).toContainEqual({ name: 'message_duration_seconds_count', labels, value: 1 });
  });

  it('have one context from the guard to the last answer, and another one each', async () => {
    const first = (await ask('trace')) as { handler: string; guard: string };
    const second = (await ask('trace')) as { handler: string; guard: string };

    expect(first.handler).toMatch(/^[0-9a-f]{32}$/);
    expect(first.guard).toBe(first.handler);
    expect(second.handler).not.toBe(first.handler);
    expect(WatchingGuard.seen).not.toContain(undefined);
  });

  it('keep it where answers come later', async () => {
    const answers = await lastValueFrom(client.send('stream', {}).pipe(toArray()));

    expect(answers).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it('continue the request that their payload names, since TCP has no headers', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const payload = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'x-request-id': 'r-7' };

    expect(await ask({ cmd: 'ids' }, payload)).toEqual({ requestId: 'r-7', traceId });
  });

  it.each([
    ['an error', 'broken', 'broken handler', ERROR],
    ['an Observable that fails', 'broken stream', 'broken stream', ERROR],
    ['a text', 'text', 'only a text', ERROR],
    ["an error that the app's own filter answers", 'filtered', 'own way', { own: 'own way' }],
  ])('report %s once, and the answer stays as it is', async (_what, pattern, message, answer) => {
    const received = await errorOf(pattern);

    expect(received).toEqual(answer);
    await eventually(() => expect(signals.events).toEqual([[message, `tcp ${pattern}`]]));
    expect(signals.errors).toMatchObject([
      { message: `message failed: ${message}`, handler: { outcome: 'error' } },
    ]);
  });

  it.each([
    ['an RpcException', 'planned', { status: 'error', message: 'no such thing' }],
    ['an HttpException below 500', 'refused', ERROR],
  ])('do not report %s', async (_what, pattern, answer) => {
    const received = await errorOf(pattern);
    await errorOf('broken');

    expect(received).toEqual(answer);
    await eventually(() => expect(signals.events).toEqual([['broken handler', 'tcp broken']]));
    const counts = await signals.metric(running.app, 'message_duration_seconds_count');
    const labels = { transport: 'tcp', pattern, error_type: 'client_error' };
    expect(counts).toContainEqual(expect.objectContaining({ labels, value: 1 }));
  });

  it('that are events reach every handler, each observed by itself', async () => {
    MessagesController.heard.length = 0;

    client.emit('happened', 'good');
    client.emit('happened', 'bad');

    await eventually(() => expect(signals.events).toEqual([['bad event', 'tcp happened']]));
    const heard = [...MessagesController.heard].toSorted();
    expect(heard).toEqual(['first bad', 'first good', 'second bad', 'second good']);
    const counts = await signals.metric(running.app, 'message_duration_seconds_count');
    const happened = counts.filter(({ labels }) => labels['pattern'] === 'happened');
    const failed = happened.filter(({ labels }) => labels['error_type'] === 'server_error');
    expect([happened.reduce((all, { value }) => all + value, 0), failed[0]?.value]).toEqual([4, 1]);
  });

  it('find @Monitored on their handlers', async () => {
    await errorOf('broken');

    const calls = await signals.metric(running.app, 'operation_calls_total');
    expect(calls.map(({ labels }) => labels['operation'])).toContain('MessagesController.broken');
    await eventually(() =>
      expect(sentry.events).toMatchObject([{ tags: { operation: 'MessagesController.broken' } }]),
    );
  });
});

describe.each([
  ['hybrid app that shares its configuration', true],
  ['microservice alone', false],
])('messages to a %s, whose global filter answers every error', (_kind, isHybrid) => {
  let signals: ReportedSignals;
  let running: Running;
  let client: ClientProxy;

  beforeAll(async () => {
    signals = new ReportedSignals(sentry);
    running = await (isHybrid ? sharing(signals) : filtering(signals));
    const { port } = running.server.unwrap<Server>().address() as AddressInfo;
    client = ClientProxyFactory.create({ ...TCP, options: { ...TCP.options, port } });
  });

  afterAll(async () => {
    await client.close();
    await running.app.close();
  });

  it.each(['broken', 'broken stream'])('report what "%s" throws once', async (pattern) => {
    signals.clear();

    const answer: unknown = await lastValueFrom(client.send(pattern, {})).catch((e: unknown) => e);

    const message = pattern === 'broken' ? 'broken handler' : pattern;
    expect(answer).toEqual({ everything: message });
    await eventually(() => expect(signals.events).toEqual([[message, `tcp ${pattern}`]]));
    expect(signals.errors).toHaveLength(1);
  });
});

async function sharing(signals: ReportedSignals): Promise<Running> {
  const module = MessagesModule.with(signals.options);
  const app = await NestFactory.create(module, new ExpressAdapter(), QUIET);
  app.useGlobalFilters(new EverythingFilter());
  const server = app.connectMicroservice(TCP, { inheritAppConfig: true });
  await app.startAllMicroservices();
  await app.init();
  return { app, server };
}

async function filtering(signals: ReportedSignals): Promise<Running> {
  const module = MessagesModule.with(signals.options);
  const server = await NestFactory.createMicroservice(module, { ...QUIET, ...TCP });
  server.useGlobalFilters(new EverythingFilter());
  await server.listen();
  return { app: server, server };
}
