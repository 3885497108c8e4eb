import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Controller, Get, Module } from '@nestjs/common';
import type { DynamicModule, INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

type PassOn = (request: IncomingMessage, response: ServerResponse) => void;
type Next = () => void;

@Controller()
class Gate {
  @Get('gate')
  gate(): string {
    return 'gate';
  }
}

@Controller()
class Yard {
  @Get('yard/well')
  well(): string {
    return 'water';
  }
}

@Module({})
class App {
  static with(controller: Type, destination: LogRecorder): DynamicModule {
    const module = ObservabilityModule.forRoot({
      logs: { destination },
      endpoints: { access: 'open' },
    });
    return { module: App, imports: [module], controllers: [controller] };
  }
}

/** The ways in which an app gets a request that another one has begun. */
const WAYS: [way: string, passTo: (app: INestApplication) => PassOn][] = [
  [
    'its server',
    (app) => {
      const server = app.getHttpServer() as Server;
      return (...exchange) => void server.emit('request', ...exchange);
    },
  ],
  [
    'its instance',
    (app) => {
      const instance = app.getHttpAdapter().getInstance() as PassOn & { routing?: PassOn };
      return (...exchange) => (instance.routing ?? instance)(...exchange);
    },
  ],
];

async function countedRequests(base: string): Promise<string[]> {
  const samples = await scrape(base, 'http_server_request_duration_seconds_count');
  return samples.map(
    ({ labels: l, value }) => `${l['http_route']} ${l['http_response_status_code']} ${value}`,
  );
}

describe.each(platforms)('an app on $platform behind another Nest app', ({ platform, adapter }) => {
  /** Express leaves the route of the inner app on the request. */
  const well = platform === 'Express' ? '/yard/well' : 'unknown';
  const logs = { inner: new LogRecorder(), outer: new LogRecorder() };
  let inner: INestApplication;
  let outer: INestApplication;

  beforeEach(async () => {
    inner = await NestFactory.create(App.with(Yard, logs.inner), adapter(), { logger: false });
    await listen(inner);
  });

  afterEach(async () => {
    await outer.close();
    await inner.close();
    logs.inner.clear();
    logs.outer.clear();
  });

  it.each(WAYS)('answers requests by %s, and each is observed once', async (_way, passTo) => {
    const passOn = passTo(inner);
    const module = App.with(Gate, logs.outer);
    outer = await NestFactory.create(module, new ExpressAdapter(), { logger: false });
    outer.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
      if (request.url?.startsWith('/yard')) passOn(request, response);
      else next();
    });
    const base = await listen(outer);

    const answers = [];
    for (const path of ['/gate', '/yard/well', '/yard/none']) {
      const response = await fetch(base + path);
      answers.push(response.status === 404 ? 404 : await response.text());
    }

    expect(answers).toEqual(['gate', 'water', 404]);
    await eventually(() => expect(logs.outer.access).toHaveLength(3));
    expect(logs.inner.access).toEqual([]);
    expect(await countedRequests(base)).toEqual(['/gate 200 1', `${well} 200 1`, 'unknown 404 1']);
  });
});

describe.each(platforms)('an app on $platform that rewrites the path', ({ adapter }) => {
  it('and hands the request to its own server again', async () => {
    const logs = new LogRecorder();
    const app = await NestFactory.create(App.with(Yard, logs), adapter(), { logger: false });
    const server = app.getHttpServer() as Server;
    app.use((request: IncomingMessage & { originalUrl?: string }, response: never, next: Next) => {
      if (request.url !== '/old') next();
      else {
        request.url = '/yard/well';
        request.originalUrl = '/yard/well';
        server.emit('request', (request as { raw?: IncomingMessage }).raw ?? request, response);
      }
    });
    const base = await listen(app);

    const response = await fetch(`${base}/old`);

    expect([response.status, await response.text()]).toEqual([200, 'water']);
    await eventually(() => expect(logs.access).toHaveLength(1));
    expect(logs.access[0]?.http).toMatchObject({ route: '/yard/well' });
    await app.close();
  });
});
