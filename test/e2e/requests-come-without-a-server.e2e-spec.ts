import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Logger, Module } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { currentContext, ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { ExpressAdapter } from '@nestjs/platform-express';
import express from 'express';
import type { Express } from 'express';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { parseMetrics } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';
import { EXPRESS_WAYS, FASTIFY_WAYS } from '../support/ways-in';
import type { Ask } from '../support/ways-in';

@Controller('cats')
class Cats {
  private readonly logger = new Logger('Cats');

  @Get('ok/:id')
  ok(): { id: string | undefined } {
    this.logger.log('inside');
    return { id: currentContext()?.requestId };
  }

  @Get('boom')
  boom(): never {
    throw new Error('boom');
  }
}

@Module({})
class App {
  static with(destination: LogRecorder): DynamicModule {
    const module = ObservabilityModule.forRoot({
      logs: { destination },
      endpoints: { access: 'open' },
    });
    return { module: App, imports: [module], controllers: [Cats] };
  }
}

async function counted(ask: Ask): Promise<string[]> {
  const { body } = await ask('/metrics');
  return parseMetrics(body)
    .filter(({ name }) => name === 'http_server_request_duration_seconds_count')
    .map(({ labels: l, value }) => `${l['http_route']} ${l['http_response_status_code']} ${value}`);
}

async function startOn(instance: Express, logs: LogRecorder): Promise<INestApplication> {
  const adapter = new ExpressAdapter(instance);
  const app = await NestFactory.create(App.with(logs), adapter, { bufferLogs: true });
  return app.init();
}

async function askTea(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/tea`)).text()).toBe('tea');
  server.closeAllConnections();
  await once(server.close(), 'close');
}

describe.each(platforms)('an app on $platform that does not listen', ({ platform, adapter }) => {
  const logs = new LogRecorder();
  let app: INestApplication;

  beforeEach(async () => {
    logs.clear();
    app = await NestFactory.create(App.with(logs), adapter(), { bufferLogs: true });
  });

  afterEach(async () => {
    await app.close();
  });

  it.each(platform === 'Express' ? EXPRESS_WAYS : FASTIFY_WAYS)(
    'is observed when requests come by $way',
    async ({ way, open }) => {
      const ask = open(app);
      await app.init();
      // Fastify's own word, for those who call it without its server.
      const instance = app.getHttpAdapter().getInstance() as { ready?(): Promise<void> };
      await instance.ready?.();
      const mount = way === 'another Express app' ? '/outer' : '';

      const ok = await ask('/cats/ok/1?token=abc');
      const boom = await ask('/cats/boom');
      const none = await ask('/none');
      const health = await ask('/health');

      await eventually(() => expect(logs.access).toHaveLength(3));
      expect([ok, boom, none, health].map(({ status }) => status)).toEqual([200, 500, 404, 200]);
      expect(JSON.parse(ok.body)).toEqual({ id: ok.headers['x-request-id'] });
      expect(logs.access.map(({ request_id }) => request_id)).toEqual(
        [ok, boom, none].map(({ headers }) => headers['x-request-id']),
      );
      const inside = logs.lines.find(({ message }) => message === 'inside');
      expect(inside?.request_id).toBe(ok.headers['x-request-id']);
      expect(logs.access[0]?.http).toMatchObject({
        route: `${mount}/cats/ok/:id`,
        outcome: 'ok',
      });
      expect(await counted(ask)).toEqual([
        `${mount}/cats/ok/:id 200 1`,
        `${mount}/cats/boom 500 1`,
        'unknown 404 1',
        '/health 200 1',
      ]);
      expect(
        app
          .get(ErrorInbox)
          .entries()
          .map(({ message }) => message),
      ).toEqual(['boom']);
    },
  );

  it('counts a request once that comes by its server', async () => {
    const base = await listen(app);

    await fetch(`${base}/cats/ok/1`);

    await eventually(() => expect(logs.access).toHaveLength(1));
  });
});

describe('an instance of Express that outlives its Nest app', () => {
  it('is left as it was, and its next Nest app observes requests once', async () => {
    const instance = express().get('/tea', (_request, response) => void response.send('tea'));
    const handles = (): unknown[] => {
      const { handle, router } = instance as unknown as { handle: unknown; router: object };
      return [handle, Object.hasOwn(router, 'handle')];
    };
    const logs = [new LogRecorder(), new LogRecorder(), new LogRecorder()] as const;
    const before = handles();

    const [first, second] = [await startOn(instance, logs[0]), await startOn(instance, logs[1])];
    await first.close();
    await askTea(instance);
    await second.close();
    const between = handles();
    await askTea(instance);
    const third = await startOn(instance, logs[2]);
    await askTea(instance);
    await third.close();

    expect(logs.map(({ access }) => access.length)).toEqual([0, 1, 1]);
    expect([between, handles()]).toEqual([before, before]);
  });

  it('is observed no more where others have wrapped its method since', async () => {
    const instance = express().get('/tea', (_request, response) => void response.send('tea'));
    const holder = instance as unknown as { handle: (...exchange: unknown[]) => unknown };
    const logs = [new LogRecorder(), new LogRecorder()] as const;
    const first = await startOn(instance, logs[0]);
    const { handle } = holder;
    holder.handle = function wrapped(...exchange) {
      return handle.apply(this, exchange);
    };

    await askTea(instance);
    await first.close();
    await askTea(instance);
    const second = await startOn(instance, logs[1]);
    await askTea(instance);
    await second.close();

    expect(logs.map(({ access }) => access.length)).toEqual([1, 1]);
  });

  it('is left by a server that listens again', async () => {
    const instance = express().get('/tea', (_request, response) => void response.send('tea'));
    const logs = new LogRecorder();
    const app = await startOn(instance, logs);
    const server = app.getHttpServer() as Server;
    await app.close();

    await askTea((...exchange) => void server.emit('request', ...exchange));

    expect(logs.access).toEqual([]);
  });
});

describe('a request to an app on Express that cannot be observed', () => {
  it('is answered as without the module, and one warning says so', async () => {
    const logs = new LogRecorder();
    const app = await NestFactory.create(App.with(logs), { bufferLogs: true });
    await app.init();
    const instance = app.getHttpAdapter().getInstance() as Express;
    const handle = (): Promise<unknown> =>
      new Promise((resolve) => {
        const request = { method: 'GET', url: '/cats/ok/1', headers: {} };
        const response = {
          on: undefined,
          getHeader: () => undefined,
          setHeader: () => response,
          end: (body: unknown) => resolve(String(body)),
        };
        (instance as unknown as (...exchange: unknown[]) => void)(request, response, resolve);
      });

    const answers = [await handle(), await handle()];
    await app.close();

    expect(answers).toEqual(['{}', '{}']);
    const warnings = logs.lines.filter(({ message }) => message.includes('cannot be observed'));
    expect(warnings.map(({ level }) => level)).toEqual(['warn']);
  });
});
