import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Injectable, Logger, Module, Req, Res, UseGuards } from '@nestjs/common';
import type {
  CanActivate,
  INestApplication,
  MiddlewareConsumer,
  ModuleMetadata,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import {
  makeCounterProvider,
  PrometheusController,
  PrometheusModule,
} from '@willsoto/nestjs-prometheus';
import { InjectPinoLogger, LoggerModule, PinoLogger } from 'nestjs-pino';
import type { Logger as Pino } from 'pino';
import { register } from 'prom-client';
import { Loggers, ObservabilityModule } from 'nestjs-observability';
import type { EndpointAccess } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder, type LogLine } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

type WithLog<T> = T & { readonly log: Pino };

@Injectable()
class CatsService {
  private readonly nest = new Logger(CatsService.name);

  constructor(@InjectPinoLogger(CatsService.name) private readonly log: PinoLogger) {}

  feed(): void {
    this.log.info('fed by pino');
    this.nest.log('fed by nest');
  }
}

@Controller('cats')
class CatsController {
  constructor(
    @InjectPinoLogger(CatsController.name) private readonly log: PinoLogger,
    private readonly cats: CatsService,
    private readonly loggers: Loggers,
  ) {}

  @Get('assigned')
  assigned(): string {
    this.log.assign({ tenant: 'acme', token: 'hunter2', level: 'mine', request_id: 'forged' });
    this.loggers.assign({ cat: 7 });
    this.cats.feed();
    return 'fed';
  }

  @Get('broken')
  broken(): never {
    this.log.assign({ tenant: 'acme' });
    throw new Error('no cat');
  }

  @Get('plain')
  plain(): string {
    this.cats.feed();
    return 'fed';
  }

  @Get('request')
  request(@Req() request: WithLog<object>): string {
    request.log.setBindings({ cat: 7 });
    request.log.info('by the request');
    request.log.child({ paw: 'left' }).warn('by its child');
    return 'logged';
  }

  @Get('flood')
  flood(): string {
    for (let i = 0; i < 1000; i += 1) this.log.assign({ [`key${i}`]: 'x'.repeat(100) });
    this.log.assign('no object' as never);
    this.cats.feed();
    return 'fed';
  }
}

@Module({
  controllers: [CatsController],
  providers: [CatsService],
})
class CatsModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(logBoth).forRoutes('cats/raw');
  }
}

/** Middlewares of Nest get the requests of Node's, on Fastify as well; this one leaves its context. */
function logBoth(request: WithLog<IncomingMessage>, response: WithLog<ServerResponse>): void {
  const { log } = request;
  setImmediate(() => {
    log.info('by the raw request');
    response.log.info('by the response');
    response.end('logged');
  });
}

const logs = new LogRecorder();
let app: INestApplication;
let base: string;

async function start(adapter: AbstractHttpAdapter): Promise<void> {
  const observability = ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } });
  class App {}
  Module({ imports: [observability, CatsModule] })(App);
  app = await NestFactory.create(App, adapter);
  base = await listen(app);
}

/** Asks, and waits for the access line. */
async function get(path: string): Promise<Response> {
  const answer = await fetch(`${base}/cats/${path}`);
  await eventually(() => expect(logs.access).toHaveLength(1));
  return answer;
}

beforeEach(() => logs.clear());

describe.each(platforms)('who comes from nestjs-pino, on $platform', ({ adapter }) => {
  beforeAll(() => start(adapter()));
  afterAll(() => app.close());

  it('finds what is assigned on all lines of the request, below `extra` and without secrets', async () => {
    const { status } = await get('assigned');

    const extra = {
      tenant: 'acme',
      token: '[Redacted]',
      level: 'mine',
      request_id: 'forged',
      cat: 7,
    };
    expect(status).toBe(200);
    expect(logs.lines).toMatchObject([
      { level: 'info', context: 'CatsService', message: 'fed by pino', extra },
      { level: 'info', context: 'CatsService', message: 'fed by nest', extra },
      { level: 'info', message: 'request completed', extra },
    ]);
    expect(new Set(logs.lines.map(({ request_id }) => request_id)).size).toBe(1);
  });

  it('finds it on the line of an error, and on no other request', async () => {
    await get('broken');
    const failed = logs.lines.map(({ message, extra }) => [message, extra]);
    logs.clear();
    await get('plain');

    expect(failed).toEqual([
      ['unhandled error: no cat', { tenant: 'acme' }],
      ['request completed', { tenant: 'acme' }],
    ]);
    expect(logs.lines.map(({ extra }) => extra)).toEqual([undefined, undefined, undefined]);
  });

  it('logs by the request and its children', async () => {
    const { status } = await get('request');

    expect(status).toBe(200);
    expect(logs.lines).toMatchObject([
      { level: 'info', message: 'by the request', extra: { cat: 7 } },
      { level: 'warn', message: 'by its child', extra: { paw: 'left' } },
      { message: 'request completed' },
    ]);
    expect(new Set(logs.lines.map(({ request_id }) => request_id)).size).toBe(1);
  });

  it('logs by the raw request and its response', async () => {
    const { status } = await get('raw');

    expect(status).toBe(200);
    expect(logs.lines.map(({ message }) => message)).toEqual([
      'by the raw request',
      'by the response',
      'request completed',
    ]);
    expect(new Set(logs.lines.map(({ request_id }) => request_id)).size).toBe(1);
  });
});

describe('who assigns what no line can have', () => {
  beforeAll(() => start(new ExpressAdapter()));
  afterAll(() => app.close());

  it('is warned of more than a line can hold, once, and nothing is thrown', async () => {
    const { status } = await get('flood');

    expect(status).toBe(200);
    expect(logs.of('nest')).toMatchObject([
      { level: 'warn', message: expect.stringContaining('for one request') },
    ]);
    expect(JSON.stringify(logs.lines.at(-1)).length).toBeLessThan(8192);
  });

  it('is warned of fields that no request has, and nothing is thrown', async () => {
    const outside = await app.resolve(PinoLogger);

    outside.assign({ tenant: 'acme' });
    outside.assign({ tenant: 'acme' });
    outside.info('outside');

    expect(logs.lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('outside any request') },
      { message: 'outside' },
    ]);
    expect(logs.lines[1]).not.toHaveProperty('extra');
  });
});

@Controller('cats')
class MigratingController {
  constructor(private readonly log: PinoLogger) {}

  @Get('assigned')
  assigned(@Req() request: WithLog<object>): string {
    this.log.assign({ tenant: 'acme' });
    this.log.info('by pino');
    new Logger('Cats').log('by nest');
    request.log?.info('by the request');
    return 'fed';
  }
}

describe.each(platforms)('who still imports the modules of others, on $platform', ({ adapter }) => {
  const theirs: LogLine[] = [];

  async function startBeside(access: EndpointAccess): Promise<void> {
    register.clear();
    const stream = { write: (line: string) => void theirs.push(JSON.parse(line) as LogLine) };
    class App {}
    Module({
      imports: [
        ObservabilityModule.forRoot({
          logs: { level: 'info', destination: logs },
          endpoints: { access },
        }),
        LoggerModule.forRoot({ pinoHttp: { stream } as never, forRoutes: ['{*path}'] }),
        PrometheusModule.register(),
      ],
      controllers: [MigratingController],
      providers: [makeCounterProvider({ name: 'cats_fed', help: 'Cats.' })],
    })(App);
    app = await NestFactory.create(App, adapter());
    base = await listen(app);
  }

  afterEach(() => app.close());

  it('is warned of what to remove, and finds the lines of both by the ids of the request', async () => {
    await startBeside('open');
    const warned = logs.lines.filter(({ level }) => level === 'warn').map(({ message }) => message);
    logs.clear();
    theirs.length = 0;

    const answer = await get('assigned');

    const id = answer.headers.get('x-request-id');
    expect(answer.status).toBe(200);
    expect(warned.slice(0, 2).toSorted()).toEqual([
      expect.stringContaining('PrometheusModule serves GET /metrics'),
      expect.stringContaining('Remove LoggerModule.forRoot() from the imports'),
    ]);
    expect(theirs.find(({ msg }) => msg === 'by pino')).toMatchObject({
      tenant: 'acme',
      request_id: id,
    });
    expect(logs.lines.map(({ message, request_id }) => [message, request_id])).toEqual([
      ['by nest', id],
      ['request completed', id],
    ]);
  });

  it("has all series on the page of who may read the library's, and else prom-client's", async () => {
    await startBeside('open');
    const open = await (await fetch(`${base}/metrics`)).text();
    await app.close();
    await startBeside('closed');
    const closed = await (await fetch(`${base}/metrics`)).text();

    expect(open).toContain('cats_fed');
    expect(open).toContain('app_build_info');
    expect(closed).toContain('cats_fed');
    expect(closed).not.toContain('app_build_info');
  });
});

describe.each(platforms)(
  'an app that guards its page of prom-client, on $platform',
  ({ adapter }) => {
    class OnlyInside implements CanActivate {
      canActivate(): boolean {
        return false;
      }
    }

    /** As nestjs-prometheus says how to guard its page. */
    @UseGuards(OnlyInside)
    @Controller()
    class GuardedController extends PrometheusController {
      @Get()
      override index(@Res({ passthrough: true }) response: unknown): Promise<string> {
        return super.index(response);
      }
    }

    /** The app's own, of the same name, with a check of its own. */
    const namesake = {
      PrometheusController: class {
        index(): string {
          return 'own_metric 1';
        }
      },
    }.PrometheusController;
    const index = Object.getOwnPropertyDescriptor(namesake.prototype, 'index')!;
    Get()(namesake.prototype, 'index', index);
    UseGuards(OnlyInside)(namesake);
    Controller()(namesake);

    afterEach(() => app.close());

    it.each<[string, () => ModuleMetadata]>([
      [
        'a controller that extends the one of the package',
        () => ({ imports: [PrometheusModule.register({ controller: GuardedController })] }),
      ],
      [
        'a controller of the same name',
        () => ({ imports: [PrometheusModule.register({ controller: namesake })] }),
      ],
      [
        'a guard for all routes',
        () => ({
          imports: [PrometheusModule.register()],
          providers: [{ provide: APP_GUARD, useClass: OnlyInside }],
        }),
      ],
    ])('keeps %s, whoever may read the page of the library', async (_case, metadataOf) => {
      register.clear();
      const { imports = [], ...rest } = metadataOf();
      class App {}
      const own = ObservabilityModule.forRoot({
        logs: { level: 'info', destination: logs },
        endpoints: { access: 'open' },
      });
      Module({ imports: [own, ...imports], ...rest })(App);
      app = await NestFactory.create(App, adapter());
      base = await listen(app);

      const answer = await fetch(`${base}/metrics`);

      expect(answer.status).toBe(403);
      expect(logs.lines.map(({ message }) => message)).toContainEqual(
        expect.stringContaining(
          'The app has a route GET /metrics of its own, which takes precedence',
        ),
      );
    });
  },
);
