import {
  Controller,
  Get,
  HttpException,
  Injectable,
  Module,
  NotFoundException,
  Param,
} from '@nestjs/common';
import type {
  DynamicModule,
  INestApplication,
  MiddlewareConsumer,
  NestMiddleware,
  NestModule,
  OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import express from 'express';
import { ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { scrape } from '../support/metrics-page';
import { listen, platforms } from '../support/platforms';

type Headers = Record<string, string>;

/** On every route; refuses what asks for it. */
@Injectable()
class Gate implements NestMiddleware {
  use({ headers }: { headers: Headers }, _response: unknown, next: () => void): void {
    if (headers['x-refuse']) throw new HttpException('refused', Number(headers['x-refuse']));
    next();
  }
}

@Controller('orders')
class Orders {
  @Get(':id')
  one(@Param('id') id: string): string {
    return id;
  }
}

@Module({})
class App implements NestModule, OnModuleInit {
  constructor(private readonly adapters: HttpAdapterHost) {}

  static with(destination: LogRecorder, wildcard: string, optional: string): DynamicModule {
    @Controller()
    class Pages {
      @Get(`files/${wildcard}`)
      file(): never {
        throw new NotFoundException('no such file');
      }

      @Get(optional)
      errors(): string {
        return "the app's";
      }
    }
    const module = ObservabilityModule.forRoot({ logs: { destination } });
    const graphql = { provide: 'GqlModuleOptions', useValue: { path: '/api/gql' } };
    return { module: App, imports: [module], controllers: [Orders, Pages], providers: [graphql] };
  }

  /** As @nestjs/apollo does on Express: after all middleware, and as one itself. */
  onModuleInit(): void {
    const { httpAdapter } = this.adapters;
    if (httpAdapter.getType() !== 'express') return;
    httpAdapter.use('/api/gql', (_request: unknown, response: express.Response) => {
      response.json({ data: {} });
    });
  }

  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(Gate).forRoutes('{*path}');
    consumer.apply(Gate).forRoutes('metrics');
  }
}

interface Sent {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Headers;
  readonly counted: string;
}

const REQUESTS: readonly Sent[] = [
  { path: '/files/a/b', counted: 'GET /files/WILDCARD 404' },
  { path: '/orders/7', method: 'HEAD', counted: 'HEAD /orders/:id 200' },
  { path: '/none', counted: 'GET unknown 404' },
  { path: '/none', method: 'OPTIONS', counted: 'OPTIONS unknown 404' },
  ...['GET', 'HEAD', 'OPTIONS'].map((method) => ({
    path: '/orders/7?token=abc',
    method,
    headers: { 'x-refuse': '401' },
    counted: `${method} /orders/:id 401`,
  })),
  { path: '/files/a/b', headers: { 'x-refuse': '403' }, counted: 'GET /files/WILDCARD 403' },
  { path: '/none', headers: { 'x-refuse': '404' }, counted: 'GET unknown 404' },
  { path: '/errors', counted: 'GET /errorsOPTIONAL 200' },
  { path: '/errors/7', counted: 'GET /errorsOPTIONAL 200' },
];

const EXPRESS_REQUESTS: readonly Sent[] = [
  { path: '/api/gql?query={a}', counted: 'GET /api/gql 200' },
  { path: '/API/gql/', counted: 'GET /api/gql 200' },
  { path: '/api/gql', headers: { 'x-refuse': '401' }, counted: 'GET /api/gql 401' },
  { path: '/queues/api/jobs/7', counted: 'GET /queues/api/jobs/:id 200' },
  { path: '/queues/api/boom', counted: 'GET /queues/api/boom 500' },
  { path: '/queues/api/late', counted: 'GET /queues/api/late 500' },
  { path: '/queues/api/next', counted: 'GET unknown 404' },
];

/** As bull-board is: an application with a router of its own. */
function board(): express.Express {
  const router = express.Router();
  router.get('/jobs/:id', (_request, response) => void response.send('job'));
  router.get('/boom', () => {
    throw new Error('boom');
  });
  router.get('/late', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new Error('late');
  });
  router.get('/next', (_request, _response, next) => next());
  return express().use('/api', router);
}

describe.each(platforms)('the route of a request on $platform', ({ platform, adapter }) => {
  const isExpress = platform === 'Express';
  const [wildcard, optional] = isExpress ? ['*path', '{/:id}'] : ['*', '/:id?'];
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  beforeAll(async () => {
    // Express takes either case.
    const module = App.with(logs, wildcard, `${isExpress ? 'Errors' : 'errors'}${optional}`);
    app = await NestFactory.create(module, adapter(), { bufferLogs: true });
    if (isExpress) app.use('/queues', board());
    base = await listen(app);
  });

  afterAll(async () => {
    await app.close();
  });

  it.each(isExpress ? [...REQUESTS, ...EXPRESS_REQUESTS] : REQUESTS)(
    'is $counted',
    async ({ path, counted, ...init }) => {
      logs.clear();

      await fetch(base + path, init);

      await eventually(() => expect(logs.access).toHaveLength(1));
      const { http } = logs.access[0]!;
      const expected = counted.replace('WILDCARD', wildcard).replace('OPTIONAL', optional);
      const seen = [http['method'], http['route'] || 'unknown', http['status']].join(' ');
      expect(seen.toLowerCase()).toBe(expected.toLowerCase());
    },
  );

  it("is the library's where only a middleware is at its address", async () => {
    expect(await scrape(base, 'http_server_active_requests')).not.toEqual([]);
  });
});
