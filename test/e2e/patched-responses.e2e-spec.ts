import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request as send } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { Body, Controller, Get, Headers, Module, Post } from '@nestjs/common';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import express from 'express';
import { ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { platforms } from '../support/platforms';
import { PATCHES } from '../support/response-patches';
import type { Patch } from '../support/response-patches';

const TEA = 'green tea '.repeat(400);

@Controller()
class Tea {
  @Get('nest')
  nest(): string {
    return TEA;
  }

  @Post('nest')
  post(@Body() body: object, @Headers('x-seen') seen: string): object {
    return { ...body, seen };
  }
}

@Module({ controllers: [Tea] })
class Plain {}

@Module({ controllers: [Tea] })
class Watched {}

/** The ways in which code answers without its framework. */
const RAW: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/end': (r) => r.end(TEA),
  '/end-with-callback': (r) => r.end(TEA, () => undefined),
  '/empty': (r) => r.writeHead(204).end(),
  '/length': (r) => r.setHeader('content-length', TEA.length).end(TEA),
  '/reason': (r) => r.writeHead(201, 'Brewed', { 'x-tea': 'green' }).end(TEA),
  '/list': (r) => r.writeHead(200, ['x-tea', 'green']).end(TEA),
  '/pieces': (r) => (r.writeHead(200, { 'x-tea': 'green' }), r.write(TEA), r.end('last')),
  '/pipe': (r) => Readable.from([TEA, TEA]).pipe(r),
  '/derived': (r) => {
    (Object.create(r) as ServerResponse).writeHead(202, { 'x-tea': 'green' });
    r.end(TEA);
  },
};

const PATHS = ['/nest', '/none', ...Object.keys(RAW)];
const METHODS = [...PATHS.map((path) => `GET ${path}`), 'HEAD /nest', 'POST /nest'];

interface Answer {
  readonly status: number | undefined;
  readonly reason: string | undefined;
  readonly headers: IncomingHttpHeaders;
  /** A digest: a difference between long texts takes the test all its time to show. */
  readonly body: string;
}

interface Running {
  readonly app: INestApplication;
  readonly server: Server;
}

const running: Running[] = [];

describe.each(platforms)('on $platform, a response', ({ platform, adapter }) => {
  describe.each(['before', 'after'] as const)('that is patched %s the capture', (place) => {
    it.each(Object.entries(PATCHES))(
      'by %s is answered as without the module',
      async (_n, patch) => {
        const logs = new LogRecorder();
        const observability = ObservabilityModule.forRoot({ logs: { destination: logs } });
        const watched = { module: Watched, imports: [observability] };
        const [bare, ours] = [await start(Plain, patch), await start(watched, patch)];

        const [expected, given] = [await answers(bare.server), await answers(ours.server)];
        await eventually(() => expect(logs.access).toHaveLength(METHODS.length));

        expect(given).toEqual(expected);
      },
    );

    afterEach(async () => {
      await Promise.all(running.splice(0).map(stop));
    });

    async function start(module: object, patch: Patch): Promise<Running> {
      const app = await NestFactory.create(module as Type, adapter(), { logger: false });
      if (place === 'after') app.use(patch);
      app.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
        const answer = RAW[request.url ?? ''];
        if (answer) answer(response);
        else next();
      });
      await app.init();
      // Fastify answers when it is ready.
      await (app.getHttpAdapter().getInstance() as { ready?(): Promise<void> }).ready?.();
      const server = place === 'after' ? insideOf(app) : createServer(outside(app, patch));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      running.push({ app, server });
      return running.at(-1)!;
    }
  });

  /** Another app, whose middleware comes first. */
  function outside(app: INestApplication, patch: Patch): express.Express {
    const instance = app.getHttpAdapter().getInstance() as express.Express;
    if (platform === 'Express') return express().use(patch).use(instance);
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    return express().use(patch, (request, response) => fastify.routing(request, response));
  }
});

function insideOf(app: INestApplication): Server {
  return app.getHttpServer() as Server;
}

async function stop({ app, server }: Running): Promise<void> {
  server.closeAllConnections();
  server.close();
  await app.close();
}

/** All by one connection, which a broken answer would spoil for the next. */
async function answers(server: Server): Promise<Record<string, Answer>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = server.address() as AddressInfo;
  const found: Record<string, Answer> = {};
  for (const each of METHODS) {
    const [method = '', path = ''] = each.split(' ');
    const headers = method === 'POST' ? { 'content-type': 'application/json' } : {};
    const signal = AbortSignal.timeout(5000);
    const sent = send({ host: '127.0.0.1', port, path, method, agent, headers, signal });
    sent.end(method === 'POST' ? '{"tea":"green"}' : undefined);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    found[each] = await answerOf(response);
  }
  agent.destroy();
  return found;
}

async function answerOf(response: IncomingMessage): Promise<Answer> {
  const chunks = (await response.toArray()) as Buffer[];
  const bytes = Buffer.concat(chunks);
  const isZipped = response.headers['content-encoding'] === 'gzip' && bytes.length > 0;
  const { date: _date, 'x-request-id': _id, ...headers } = response.headers;
  return {
    status: response.statusCode,
    reason: response.statusMessage,
    headers,
    body: createHash('sha256')
      .update(isZipped ? gunzipSync(bytes) : bytes)
      .digest('hex'),
  };
}
