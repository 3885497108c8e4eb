import { AsyncResource } from 'node:async_hooks';
import {
  Catch,
  Controller,
  Get,
  Inject,
  Injectable,
  Logger,
  Module,
  Param,
  Res,
  ServiceUnavailableException,
  UseFilters,
} from '@nestjs/common';
import type {
  ArgumentsHost,
  DynamicModule,
  ExceptionFilter,
  INestApplication,
} from '@nestjs/common';
import { BaseExceptionFilter, HttpAdapterHost, NestFactory } from '@nestjs/core';
import { APP_FILTER } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { listen, platforms } from '../support/platforms';

interface Answer {
  status(code: number): { send(body: object): void };
}

function answer(host: ArgumentsHost, status: number): void {
  host.switchToHttp().getResponse<Answer>().status(status).send({ by: 'filter' });
}

class Arrow implements ExceptionFilter {
  catch = (_error: unknown, host: ArgumentsHost): void => answer(host, 500);
}
Catch()(Arrow);

class Bound implements ExceptionFilter {
  constructor() {
    this.catch = this.catch.bind(this);
  }

  catch(_error: unknown, host: ArgumentsHost): void {
    answer(host, 500);
  }
}
Catch()(Bound);

@Catch()
class OfPrototype implements ExceptionFilter {
  catch(_error: unknown, host: ArgumentsHost): void {
    answer(host, 500);
  }
}

@Catch(TypeError)
class OfType extends OfPrototype {}

@Catch()
class Extending extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    super.catch(error, host);
  }
}

@Catch()
class Planning implements ExceptionFilter {
  catch(_error: unknown, host: ArgumentsHost): void {
    answer(host, 404);
  }
}

/** Every way to have a filter for one route. */
const FILTERS: Readonly<Record<string, ExceptionFilter | (new () => ExceptionFilter)>> = {
  'an arrow function': Arrow,
  'an instance with an arrow function': new Arrow(),
  'a bound method': Bound,
  'a method': OfPrototype,
  'a frozen instance': Object.freeze(new OfPrototype()),
  'a method for one type': OfType,
};
const NAMES = Object.keys(FILTERS);

@Controller()
class FailingController {
  @Get('plain/:name')
  plain(@Param('name') name: string): never {
    throw new TypeError(name);
  }

  @Get('planned')
  @UseFilters(Planning)
  planned(): never {
    throw new Error('planned');
  }

  @Get('by-hand')
  byHand(@Res() response: Answer): void {
    response.status(500).send({ by: 'hand' });
  }
}

/** One controller for each filter. */
const FILTERED = NAMES.map((name, i) => {
  class FilteredController {
    fail(): never {
      throw new TypeError(`filtered ${i}`);
    }
  }
  Controller(`filtered/${i}`)(FilteredController);
  UseFilters(FILTERS[name]!)(FilteredController);
  const method = Object.getOwnPropertyDescriptor(FilteredController.prototype, 'fail')!;
  Get()(FilteredController.prototype, 'fail', method);
  return FilteredController;
});

const GLOBAL: Readonly<Record<string, DynamicModule['providers']>> = {
  'no filter': [],
  'a class': [{ provide: APP_FILTER, useClass: Arrow }],
  'a value': [{ provide: APP_FILTER, useValue: new Arrow() }],
  'a factory': [
    {
      provide: APP_FILTER,
      inject: [HttpAdapterHost],
      useFactory: ({ httpAdapter }: HttpAdapterHost) => new Extending(httpAdapter),
    },
  ],
};

@Module({})
class FailingModule {
  static with(logs: LogRecorder, providers: DynamicModule['providers'] = []): DynamicModule {
    const options = { logs: { level: 'info', destination: logs }, endpoints: { access: 'open' } };
    const imports = [ObservabilityModule.forRoot(options as never)];
    const controllers = [FailingController, ...FILTERED];
    return { module: FailingModule, imports, controllers, providers };
  }
}

describe.each(platforms)('a status of the server on $platform', ({ adapter, platform }) => {
  const logs = new LogRecorder();
  let app: INestApplication;
  let base: string;

  async function start(providers: DynamicModule['providers'] = []): Promise<void> {
    app = await NestFactory.create(FailingModule.with(logs, providers), adapter());
  }

  beforeEach(() => logs.clear());
  afterEach(() => app.close());

  describe('that one route gives', () => {
    beforeEach(async () => {
      await start();
      base = await listen(app);
    });

    it.each(NAMES)('has the error that it stands for, where its filter has %s', async (name) => {
      const index = NAMES.indexOf(name);

      await fetch(`${base}/filtered/${index}`);

      await expectOne(`filtered ${index}`);
    });

    it('is an error of its own where it is set by hand', async () => {
      await fetch(`${base}/by-hand`);

      await expectOne('GET /by-hand was answered with 500, but no error was captured');
    });

    it('is no error where a filter planned another one, or the library answers', async () => {
      await fetch(`${base}/planned`);
      await fetch(`${base}/health`);

      await eventually(() => expect(logs.access).not.toHaveLength(0));
      expect(errors()).toEqual([]);
    });
  });

  it.each(Object.keys(GLOBAL))('has its error where the global filter is %s', async (what) => {
    await start(GLOBAL[what]);
    base = await listen(app);

    await fetch(`${base}/plain/here`);

    await expectOne('here');
  });

  it('has its error where the app adds a global filter later', async () => {
    await start();
    app.useGlobalFilters(new Arrow());
    base = await listen(app);

    await fetch(`${base}/plain/late`);

    await expectOne('late');
  });

  if (platform === 'Fastify') {
    it('has an error where a plugin handles its own', async () => {
      await start();
      const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
      await fastify.register(async (own: typeof fastify) => {
        own.setErrorHandler((_error, _request, reply) => reply.status(500).send({ by: 'plugin' }));
        own.get('/plugin', () => {
          throw new Error('of a plugin');
        });
      });
      base = await listen(app);

      await fetch(`${base}/plugin`);

      await expectOne('GET /plugin was answered with 500');
    });
  }

  function errors(): string[] {
    return logs.errors.map(({ message }) => message);
  }

  /** One line, and one entry in the inbox. */
  async function expectOne(message: string): Promise<void> {
    await eventually(() => expect(logs.access).toHaveLength(1));
    expect(errors()).toEqual([expect.stringContaining(`unhandled error: ${message}`)]);
    expect(app.get(ErrorInbox).total).toBe(1);
    expect(logs.access[0]?.http).toMatchObject({ status: 500, outcome: 'error' });
  }
});

/** A route that is probed, as an app with Terminus has it. */
@Controller('status')
class StatusController {
  static down: string[] = [];

  constructor(private readonly health: HealthCheckService) {}

  @Get('deep')
  @HealthCheck()
  deep(): Promise<HealthCheckResult> {
    const names = ['database', 'cache'];
    const indicators = names.map((name) => () => ({
      [name]: { status: StatusController.down.includes(name) ? 'down' : 'up' } as const,
    }));
    return this.health.check(indicators);
  }

  /** Answers the failure in its own words. */
  @Get('caught')
  async caught(@Res({ passthrough: true }) response: StatusHolder): Promise<object> {
    try {
      return await this.deep();
    } catch {
      response.status(503);
      return { ok: false };
    }
  }

  @Get('thrown')
  async thrown(): Promise<object> {
    const isDown = StatusController.down.length > 0;
    const result = await this.health.check([]);
    if (isDown) throw new ServiceUnavailableException('the database is away');
    return result;
  }

  @Get('broken')
  async broken(): Promise<object> {
    await this.health.check([]);
    throw new TypeError('a mistake');
  }

  /** No health route: nothing is checked. */
  @Get('closed')
  closed(): never {
    throw new ServiceUnavailableException('closed');
  }
}

interface StatusHolder {
  status(code: number): unknown;
}

describe.each(platforms)("a health route of the app's own on $platform", (of) => {
  afterEach(() => Promise.all(opened.splice(0).map((app) => app.close())));

  it('has a line for each change and no error for a probe', async () => {
    const logs = new LogRecorder();
    const imports = [
      ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } }),
      TerminusModule,
    ];
    const module = { module: class StatusModule {}, imports, controllers: [StatusController] };
    const app = await NestFactory.create(module, of.adapter());
    const base = await listen(app);
    const rounds = [[], ['database'], ['database'], ['database', 'cache'], ['database'], [], []];

    const statuses: number[] = [];
    for (const down of rounds) {
      StatusController.down = down;
      statuses.push((await fetch(`${base}/status/deep`)).status);
    }

    await eventually(() => expect(logs.access).toHaveLength(rounds.length));
    expect(statuses).toEqual([200, 503, 503, 503, 503, 200, 200]);
    const written = logs.lines.filter(({ message }) => message.startsWith('health check'));
    expect(written.map(({ level, message }) => [level, message])).toEqual([
      ['warn', 'health check /status/deep reports "error": database'],
      ['warn', 'health check /status/deep reports "error": cache, database'],
      ['warn', 'health check /status/deep reports "error": database'],
      ['info', 'health check /status/deep has recovered'],
    ]);
    expect(logs.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(app.get(ErrorInbox).total).toBe(0);
    await app.close();
  });

  it.each([
    ['caught', 'reports "error": database', 'reports "error": cache, database'],
    ['thrown', 'reports "unavailable"', undefined],
  ])('is the same where it sets 503 by its own: %s', async (path, first, second) => {
    const { app, base, logs } = await startStatus(of.adapter());
    const rounds = [[], ['database'], ['database'], ['database', 'cache'], []];

    const statuses: number[] = [];
    for (const down of rounds) {
      StatusController.down = down;
      statuses.push((await fetch(`${base}/status/${path}`)).status);
    }

    await eventually(() => expect(logs.access).toHaveLength(rounds.length));
    expect(statuses).toEqual([200, 503, 503, 503, 200]);
    const written = logs.lines.filter(({ message }) => message.startsWith('health check'));
    expect(written.map(({ level, message }) => `${level} ${message}`)).toEqual([
      ...[first, second].flatMap((said) =>
        said ? [`warn health check /status/${path} ${said}`] : [],
      ),
      `info health check /status/${path} has recovered`,
    ]);
    expect(logs.lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(app.get(ErrorInbox).total).toBe(0);
  });

  it('leaves the service of Terminus as it was when the app has ended', async () => {
    const { app } = await startStatus(of.adapter());
    const service = app.get(HealthCheckService);
    const isWatched = Object.hasOwn(service, 'check');

    await app.close();

    expect([isWatched, Object.hasOwn(service, 'check')]).toEqual([true, false]);
  });

  it('has an error where it fails otherwise, and a 503 of another route has one', async () => {
    const { app, base, logs } = await startStatus(of.adapter());

    const statuses = [
      await statusOf(`${base}/status/broken`),
      await statusOf(`${base}/status/closed`),
    ];

    await eventually(() => expect(logs.access).toHaveLength(2));
    expect(statuses).toEqual([500, 503]);
    expect(logs.errors.map(({ message }) => message)).toEqual([
      'unhandled error: a mistake',
      'unhandled error: closed',
    ]);
    expect(app.get(ErrorInbox).total).toBe(2);
  });
});

/** A class of the app that has only its name in common with Terminus' service. */
const NAMESAKE = 'HealthCheckService';
const { [NAMESAKE]: Namesake } = {
  [NAMESAKE]: class {
    readonly answer = { ok: false };

    check(): object {
      return this.answer;
    }
  },
};
Injectable()(Namesake);

@Controller('namesake')
class NamesakeController {
  constructor(@Inject(Namesake) private readonly health: InstanceType<typeof Namesake>) {}

  @Get()
  ask(): never {
    if (this.health.check() === this.health.answer) throw new ServiceUnavailableException('closed');
    throw new TypeError('the class was changed');
  }
}

describe.each(platforms)("a class with the name of Terminus' service on $platform", (of) => {
  it('is left as it is, and a 503 of its route has an error', async () => {
    const logs = new LogRecorder();
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } })];
    const controllers = [NamesakeController];
    const module = { module: class {}, imports, controllers, providers: [Namesake] };
    const app = await NestFactory.create(module, of.adapter());
    const base = await listen(app);

    const status = await statusOf(`${base}/namesake`);

    await eventually(() => expect(logs.access).toHaveLength(1));
    expect([Namesake.name, status]).toEqual([NAMESAKE, 503]);
    expect(logs.errors.map(({ message }) => message)).toEqual(['unhandled error: closed']);
    expect(app.get(ErrorInbox).total).toBe(1);
    await app.close();
  });
});

const opened: INestApplication[] = [];

async function startStatus(
  adapter: AbstractHttpAdapter,
): Promise<{ app: INestApplication; base: string; logs: LogRecorder }> {
  const logs = new LogRecorder();
  const imports = [
    ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } }),
    TerminusModule,
  ];
  const module = { module: class StatusModule {}, imports, controllers: [StatusController] };
  const app = await NestFactory.create(module, adapter);
  opened.push(app);
  return { app, base: await listen(app), logs };
}

async function statusOf(url: string): Promise<number> {
  return (await fetch(url)).status;
}

/** Goes on in the context of whatever began first, as a driver's queue or a pool does. */
class Detour {
  private readonly way = new Map<string, AsyncResource>();

  go(kind: string, next: () => void): void {
    const known = this.way.get(kind) ?? new AsyncResource(kind);
    this.way.set(kind, known);
    known.runInAsyncScope(next);
  }
}

@Controller()
class LostController {
  private readonly logger = new Logger('Lost');

  @Get('lost/:name')
  fail(@Param('name') name: string): never {
    this.logger.log('inside');
    throw new Error(`lost ${name}`);
  }
}

describe.each(platforms)('what runs in a context that is not its own on $platform', (of) => {
  it('belongs to its request: lines of the handler and the error', async () => {
    const logs = new LogRecorder();
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination: logs } })];
    const module = { module: class LostModule {}, imports, controllers: [LostController] };
    const app = await NestFactory.create(module, of.adapter());
    const detour = new Detour();
    app.use((_request: unknown, _response: unknown, next: () => void) => detour.go('pool', next));
    const base = await listen(app);

    for (const id of ['first', 'second', 'third']) {
      await fetch(`${base}/lost/${id}`, { headers: { 'x-request-id': id } });
    }

    await eventually(() => expect(logs.access).toHaveLength(3));
    const owners = logs.lines
      .filter((line) => logs.errors.includes(line) || line.message === 'inside')
      .map((line) => [line.message, line.request_id]);
    expect(owners).toEqual([
      ['inside', 'first'],
      ['unhandled error: lost first', 'first'],
      ['inside', 'second'],
      ['unhandled error: lost second', 'second'],
      ['inside', 'third'],
      ['unhandled error: lost third', 'third'],
    ]);
    expect(logs.access.map(({ http }) => http['outcome'])).toEqual(['error', 'error', 'error']);
    await app.close();
  });
});
