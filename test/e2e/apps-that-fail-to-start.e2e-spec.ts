import { once } from 'node:events';
import { createServer } from 'node:net';
import { Injectable, Module, Scope } from '@nestjs/common';
import type { INestApplication, ModuleMetadata, OnModuleInit } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { NestFactory } from '@nestjs/core';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Cron, ScheduleModule } from '@nestjs/schedule';
import { HttpServiceIndicator, Logged, ObservabilityModule } from 'nestjs-observability';
import type { ObservabilityOptions } from 'nestjs-observability';
import { LogRecorder } from '../support/log-recorder';
import { platforms } from '../support/platforms';

/** Wrapped on its instance. */
@Injectable()
class Singleton {
  @Logged()
  run(): void {}
}

/** Wrapped on its prototype when the app begins to start. */
@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  @Logged()
  run(): void {}
}

/** Wrapped on its prototype while the container is made. */
@Injectable()
class Handlers {
  @Logged()
  @MessagePattern('tea')
  message(): void {}
}

@Injectable()
class Tasks {
  @Cron('0 0 4 1 1 *')
  @Logged()
  yearly(): void {}
}

const CLASSES = [Singleton, PerRequest, Handlers, Tasks];
/** An instance that all apps share. */
const shared = new Singleton();
const ROUNDS = 3;
const opened: INestApplication[] = [];

@Injectable()
class FailsWhenMade {
  constructor() {
    throw new TypeError('cannot be made');
  }
}

@Injectable()
class FailsWhenInitialised implements OnModuleInit {
  onModuleInit(): never {
    throw new TypeError('cannot be initialised');
  }
}

@Injectable()
class FailsAtBootstrap {
  onApplicationBootstrap(): never {
    throw new TypeError('cannot begin');
  }
}

@Module({})
class App {}

interface Stage {
  readonly metadata?: ModuleMetadata;
  readonly options?: ObservabilityOptions;
  /** What is done with the app once it is made. @default it is initialised */
  run?(app: INestApplication): Promise<unknown>;
  readonly fails?: boolean;
  readonly hasTakenPort?: boolean;
}

const twice = { url: 'http://127.0.0.1:1', name: 'tea' };
const initAndClose = async (app: INestApplication): Promise<void> => {
  try {
    await app.init();
  } finally {
    await app.close();
  }
};

const STAGES: readonly (readonly [string, Stage])[] = [
  ['an option is wrong', { options: { logs: { level: 'loud' } } }],
  ['a provider cannot be made', { metadata: { providers: [FailsWhenMade] } }],
  ['it is made and forgotten', { run: () => Promise.resolve(), fails: false }],
  ['it is made and closed', { run: (app) => app.close(), fails: false }],
  [
    'two checks of health have one name',
    { options: { health: { indicators: [indicator(), indicator()] } } },
  ],
  [
    'the module is imported twice',
    { metadata: { imports: [ObservabilityModule.forRoot({ logs: {} })] } },
  ],
  [
    'a provider cannot be initialised',
    { metadata: { providers: [FailsWhenInitialised] }, run: initAndClose },
  ],
  [
    'a provider fails at bootstrap',
    { metadata: { providers: [FailsAtBootstrap] }, run: initAndClose },
  ],
  ['the management port is taken', { hasTakenPort: true }],
  ['it is started and closed', { run: initAndClose, fails: false }],
];

describe.each(platforms)(
  'apps of which nothing is left when they do not start, on $platform,',
  ({ adapter }) => {
    const taken = createServer();

    beforeAll(() => once(taken.listen(0, '127.0.0.1'), 'listening'));
    afterAll(() => taken.close());

    // What the app itself has started is not to outlive the test.
    afterEach(() => Promise.allSettled(opened.splice(0).map((app) => app.close())));

    it.each(STAGES)('where %s', async (_case, stage) => {
      const logs = new LogRecorder();
      const before = properties();

      for (let round = 0; round < ROUNDS; round += 1) {
        const { port } = taken.address() as { port: number };
        const failure = await attempt({ stage, adapter: adapter(), logs, port }).catch(
          (error: unknown) => error,
        );
        expect(failure === undefined).toBe(stage.fails === false);
      }
      logs.clear();
      runAll();

      expect(logs.lines).toEqual([]);
      const after = properties();
      // Those that Nest may take before the start stay wrapped, and what wraps them does nothing.
      expect([after.get(PerRequest), after.get(shared)]).toEqual([
        before.get(PerRequest),
        before.get(shared),
      ]);
    });
  },
);

interface Attempt {
  readonly stage: Stage;
  readonly adapter: AbstractHttpAdapter;
  readonly logs: LogRecorder;
  readonly port: number;
}

async function attempt({ stage, adapter, logs, port }: Attempt): Promise<undefined> {
  const { metadata = {}, options = {}, run = (app) => app.init() } = stage;
  const { imports = [], providers = [] } = metadata;
  const observability = ObservabilityModule.forRoot({
    ...options,
    endpoints: stage.hasTakenPort ? { management: { port } } : {},
    logs: { destination: logs, ...options.logs },
  });
  const module = {
    module: App,
    imports: [observability, ScheduleModule.forRoot(), ...imports],
    providers: [
      PerRequest,
      Handlers,
      Tasks,
      { provide: Singleton, useValue: shared },
      ...providers,
    ],
  };
  const app = await NestFactory.create(module, adapter, { logger: false, abortOnError: false });
  opened.push(app);
  await run(app);
  return undefined;
}

function runAll(): void {
  shared.run();
  new Singleton().run();
  new PerRequest().run();
  new Handlers().message();
  new Tasks().yearly();
}

function properties(): ReadonlyMap<object, unknown> {
  const targets = [
    ...CLASSES.map((type) => [type, type.prototype] as const),
    [shared, shared] as const,
  ];
  return new Map(
    targets.map(([key, target]) => [key, Object.getOwnPropertyDescriptors(target)] as const),
  );
}

function indicator(): HttpServiceIndicator {
  return new HttpServiceIndicator([twice]);
}
