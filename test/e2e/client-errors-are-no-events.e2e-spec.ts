import { request as ask } from 'node:http';
import { Body, Controller, Get, Module, NotFoundException, Param, Post } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

type App = NestExpressApplication & NestFastifyApplication;

/** As http-errors makes them, which Express, body parsers and most middleware use. */
function createError(status: number, message = 'refused', fields: object = {}): Error {
  return Object.assign(new Error(message), {
    status,
    statusCode: status,
    expose: status < 500,
    ...fields,
  });
}

/** Errors that libraries throw, by the name that a route gives them. */
const THROWN: Readonly<Record<string, () => Error>> = {
  nest: () => new NotFoundException(),
  'http-errors': () => createError(404),
  hidden: () => createError(410, 'gone', { expose: false }),
  csurf: () => createError(403, 'invalid csrf token', { code: 'EBADCSRFTOKEN' }),
  fastify: () =>
    Object.assign(new Error('no type'), {
      statusCode: 415,
      code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE',
    }),
  text: () => Object.assign(new Error('too many requests'), { statusCode: '429' }),
  unavailable: () => createError(503),
  // What an HTTP client says of another server's answer; Nest answers 500.
  client: () => Object.assign(new Error('Request failed with status code 404'), { status: 404 }),
};

@Controller()
class ThrowingController {
  @Get('handler/:name')
  fail(@Param('name') name: string): never {
    throw THROWN[name]?.() ?? new Error(name);
  }

  @Post('body')
  read(@Body() body: unknown): unknown {
    return body;
  }
}

@Module({})
class ThrowingModule {
  static with(destination: LogRecorder): DynamicModule {
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination } })];
    return { module: ThrowingModule, controllers: [ThrowingController], imports };
  }
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const ofType = (type: string, body: string, headers = {}): Sent => ({
  path: '/body',
  method: 'POST',
  headers: { 'content-type': type, ...headers },
  body,
});
/** What clients get wrong before a handler is called; the frameworks differ in what they refuse. */
const REFUSED: Readonly<Record<string, Sent>> = {
  'a body that is too large': ofType('application/json', JSON.stringify('x'.repeat(1_100_000))),
  'an unknown charset': ofType('application/json; charset=foo', '{}'),
  'an unknown encoding': ofType('application/json', '{}', { 'content-encoding': 'foo' }),
  'a broken encoding': ofType('application/json', 'no', { 'content-encoding': 'gzip' }),
  'JSON that breaks off': ofType('application/json', '{'),
  'too many parameters': ofType('application/x-www-form-urlencoded', 'a=1&'.repeat(2000)),
  'a key that Fastify refuses': ofType('application/json', '{"__proto__":{"a":1}}'),
  'an unknown type': ofType('text/weird', 'x'),
  'a broken escape': { path: '/%' },
};

describe.each(platforms)('what a client got wrong on $platform', ({ platform, adapter }) => {
  const logs = new LogRecorder();
  let app: App;
  let base: string;
  let known = 0;

  beforeAll(async () => {
    app = await NestFactory.create<App>(ThrowingModule.with(logs), adapter());
    throwBeforeHandlers(app, platform);
    base = await listen(app);
  });
  beforeEach(() => logs.clear());
  afterAll(() => app.close());

  it.each(Object.entries(REFUSED))('is no event: %s', async (_what, sent) => {
    const status = await statusOf(sent);

    expect(status === 201 || (status >= 400 && status < 500)).toBe(true);
    expect(await errorsOf(1)).toEqual([]);
  });

  const places = platform === 'Express' ? ['handler', 'middleware'] : ['handler', 'hook'];
  const clients = Object.keys(THROWN).filter((name) => !['unavailable', 'client'].includes(name));
  it.each(places.flatMap((place) => clients.map((name) => [name, place] as const)))(
    'is no event: an error like those of %s, thrown in a %s',
    async (name, place) => {
      const status = await statusOf({ path: `/${place}/${name}` });

      expect(status).toBeGreaterThanOrEqual(400);
      if (status < 500) expect(await errorsOf(1)).toEqual([]);
      else expect(await errorsOf(1)).toHaveLength(1);
    },
  );

  it.each(['unavailable', 'client'])(
    'is another matter than a fault of the app: %s',
    async (name) => {
      const status = await statusOf({ path: `/handler/${name}` });

      expect(status).toBeGreaterThanOrEqual(500);
      expect(await errorsOf(1)).toHaveLength(1);
    },
  );

  /** The lines about errors, once the requests are over; there are as many in the inbox. */
  async function errorsOf(requests: number): Promise<unknown[]> {
    await eventually(() => expect(logs.access).toHaveLength(requests));
    const lines = logs.errors;
    const { total } = app.get(ErrorInbox);
    expect(total - known).toBe(lines.length);
    known = total;
    return lines;
  }

  function statusOf({ path, method = 'GET', headers, body }: Sent): Promise<number> {
    return new Promise((resolve, reject) => {
      const call = ask(`${base}/`, { path, method, headers, agent: false }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
      });
      call.once('error', reject).end(body);
    });
  }
});

function throwBeforeHandlers(app: App, platform: string): void {
  if (platform === 'Express') {
    app.use('/middleware', ({ path }: { path: string }) => {
      throw THROWN[path.slice(1)]?.() ?? new Error(path);
    });
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.get('/hook/:name', { preHandler: throwNamed }, () => 'not reached');
}

async function throwNamed({ params }: { params: unknown }): Promise<void> {
  const { name } = params as { name: string };
  throw THROWN[name]?.() ?? new Error(name);
}
