import { randomUUID } from 'node:crypto';
import { Controller, Get, Logger, Module, Res } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { currentContext, ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen } from '../support/platforms';

type Headers = Record<string, string>;

interface RawRequest {
  id?: unknown;
  readonly headers: Record<string, string | undefined>;
}
interface RawResponse {
  setHeader(name: string, value: string): void;
}
/** Express's response, or Fastify's reply. */
interface Answer {
  header(name: string, value: string): void;
}
type Middleware = (request: RawRequest, response: RawResponse, next: () => void) => void;

@Controller()
class Cats {
  private readonly logger = new Logger('Cats');

  @Get('ok')
  ok(): { id: string | undefined } {
    this.logger.log('inside');
    return { id: currentContext()?.requestId };
  }

  @Get('answered')
  answered(@Res({ passthrough: true }) response: Answer): { id: string | undefined } {
    response.header('X-Request-Id', 'answered-1');
    return this.ok();
  }

  @Get('boom')
  boom(): never {
    throw new Error('boom');
  }
}

@Module({})
class App {
  static with(destination: LogRecorder, options: ObservabilityOptions): DynamicModule {
    const module = ObservabilityModule.forRoot({ logs: { destination }, ...options });
    return { module: App, imports: [module], controllers: [Cats] };
  }
}

/** How an app has ids of its own, and which one a request then has. */
interface Way {
  readonly way: string;
  readonly adapter: () => AbstractHttpAdapter;
  readonly middleware?: Middleware;
  readonly options?: ObservabilityOptions;
  readonly sent?: Headers;
  readonly path?: string;
  readonly expected: RegExp;
}

const express = (): AbstractHttpAdapter => new ExpressAdapter();
const fastify = (): AbstractHttpAdapter => new FastifyAdapter();

const OF_BOTH: readonly Omit<Way, 'adapter'>[] = [
  {
    way: 'a middleware that sets the id of the request and the header',
    middleware: (request, response, next) => {
      request.id = `app-${randomUUID()}`;
      response.setHeader('X-Request-Id', String(request.id));
      next();
    },
    sent: { 'x-request-id': 'from-client' },
    expected: /^app-[\da-f-]{36}$/,
  },
  {
    way: 'a middleware that sets the id of the request alone',
    middleware: (request, _response, next) => {
      request.id = `app-${randomUUID()}`;
      next();
    },
    expected: /^app-[\da-f-]{36}$/,
  },
  { way: 'a handler that sets the header', path: '/answered', expected: /^answered-1$/ },
  {
    way: 'http.requestId',
    options: { http: { requestId: (request) => (request as RawRequest).headers['x-correlation'] } },
    sent: { 'x-correlation': 'corr-1', 'x-request-id': 'from-client' },
    expected: /^corr-1$/,
  },
  {
    way: 'http.requestId, which makes one',
    options: { http: { requestId: () => `made-${randomUUID()}` } },
    expected: /^made-/,
  },
  {
    way: 'http.requestId, which returns something unfit',
    options: { http: { requestId: () => 'two words' } },
    sent: { 'x-request-id': 'from-client' },
    expected: /^from-client$/,
  },
  { way: 'no way', middleware: (_request, _response, next) => next(), expected: /^[\da-f]{32}$/ },
  {
    way: 'a number on the request, as pino-http puts it there',
    middleware: (request, _response, next) => {
      request.id = 17;
      next();
    },
    expected: /^[\da-f]{32}$/,
  },
];

const WAYS: readonly Way[] = [
  ...OF_BOTH.map((way) => ({ ...way, way: `${way.way}, on Express`, adapter: express })),
  ...OF_BOTH.map((way) => ({ ...way, way: `${way.way}, on Fastify`, adapter: fastify })),
  {
    way: "Fastify's genReqId",
    adapter: () => new FastifyAdapter({ genReqId: () => `gen-${randomUUID()}` }),
    sent: { 'x-request-id': 'from-client' },
    expected: /^gen-/,
  },
  {
    way: "Fastify's requestIdHeader",
    adapter: () => new FastifyAdapter({ requestIdHeader: 'x-correlation' }),
    sent: { 'x-correlation': 'corr-1' },
    expected: /^corr-1$/,
  },
  {
    way: "Fastify's requestIdHeader, of which none was sent",
    adapter: () => new FastifyAdapter({ requestIdHeader: 'x-correlation' }),
    expected: /^[\da-f]{32}$/,
  },
];

describe('the request id of an app that has it by', () => {
  const logs = new LogRecorder();
  let app: INestApplication;

  afterEach(async () => {
    logs.clear();
    await app.close();
  });

  async function start(
    adapter: AbstractHttpAdapter,
    options: ObservabilityOptions = {},
    use?: Middleware,
  ): Promise<string> {
    app = await NestFactory.create(App.with(logs, options), adapter, { bufferLogs: true });
    if (use) app.use(use);
    return listen(app);
  }

  it.each(WAYS)('$way is the one that the client sees, everywhere', async (way) => {
    const base = await start(way.adapter(), way.options, way.middleware);

    const answer = await fetch(base + (way.path ?? '/ok'), { headers: way.sent });
    const { id } = (await answer.json()) as { id: string };
    const failed = await fetch(`${base}/boom`, { headers: way.sent });

    await eventually(() => expect(logs.access).toHaveLength(2));
    const [seen, seenOfFailed] = [answer, failed].map(({ headers }) => headers.get('x-request-id'));
    expect(id).toMatch(way.expected);
    if (way.path === undefined) expect(seenOfFailed).toMatch(way.expected);
    expect([seen, inside()?.request_id]).toEqual([id, id]);
    expect(logs.access.map(({ request_id }) => request_id)).toEqual([seen, seenOfFailed]);
    expect(app.get(ErrorInbox).entries()[0]?.request?.request_id).toBe(seenOfFailed);
  });

  it.each([
    ['Express', express],
    ['Fastify', fastify],
  ])(
    'a middleware that takes what clients send is never a place for anything, on %s',
    async (_platform, adapter) => {
      const base = await start(adapter(), {}, (request, response, next) => {
        request.id = request.headers['x-request-id'];
        response.setHeader('X-Request-Id', String(request.id));
        next();
      });
      const unfit = [
        'has spaces and <b>',
        'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLXRlYQ',
        'a'.repeat(129),
      ];

      for (const sent of unfit) {
        const answer = await fetch(`${base}/ok`, { headers: { 'x-request-id': sent } });
        expect(answer.headers.get('x-request-id')).toBe(sent);
      }

      await eventually(() => expect(logs.access).toHaveLength(3));
      for (const { request_id } of logs.access) expect(request_id).toMatch(/^[\da-f]{32}$/);
    },
  );

  function inside() {
    return logs.lines.find(({ message }) => message === 'inside');
  }
});
