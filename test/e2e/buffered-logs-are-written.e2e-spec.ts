import { Injectable, Logger, Module } from '@nestjs/common';
import type { DynamicModule, INestApplicationContext, OnModuleInit } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import { ErrorInbox, ObservabilityModule } from 'nestjs-observability';
import { eventually } from '../support/eventually';
import { LogRecorder } from '../support/log-recorder';
import { platforms } from '../support/platforms';
import { Program } from '../support/program';

/** Logs from its first moment on. */
@Injectable()
class Worker implements OnModuleInit {
  private readonly logger = new Logger(Worker.name);

  /** Nest initialises a microservice twice. */
  starts = 0;

  onModuleInit(): void {
    this.starts += 1;
    this.logger.log('getting ready');
  }

  work(): void {
    this.logger.log('working');
    this.logger.error(new Error('the job failed'));
  }
}

@Module({})
class WorkerModule {
  static with(destination: LogRecorder): DynamicModule {
    const imports = [ObservabilityModule.forRoot({ logs: { level: 'info', destination } })];
    return { module: WorkerModule, imports, providers: [Worker] };
  }
}

const buffered = { bufferLogs: true };

type Start = (module: DynamicModule) => Promise<INestApplicationContext>;

const STARTS: readonly { readonly how: string; readonly start: Start }[] = [
  ...platforms.map(({ platform, adapter }) => ({
    how: `is initialised and never listens, on ${platform}`,
    start: async (module: DynamicModule) =>
      (await NestFactory.create(module, adapter(), buffered)).init(),
  })),
  {
    how: 'is a context',
    start: (module) => NestFactory.createApplicationContext(module, buffered),
  },
  {
    how: 'is a microservice that is only initialised',
    start: async (module) => {
      const options = { ...buffered, transport: Transport.TCP, options: { port: 0 } };
      const app = await NestFactory.createMicroservice(module, options);
      return app.init();
    },
  },
];

describe('lines that Nest holds back', () => {
  it.each(STARTS)('are written while it runs, where the app $how', async ({ start }) => {
    const logs = new LogRecorder();

    const app = await start(WorkerModule.with(logs));
    const worker = app.get(Worker);
    worker.work();

    const said = logs.lines.map(({ message }) => message);
    expect(said).toEqual(expect.arrayContaining(['getting ready', 'working', 'the job failed']));
    expect(said.filter((message) => message === 'getting ready')).toHaveLength(worker.starts);
    await eventually(() => expect(app.get(ErrorInbox).entries()).toHaveLength(1));
    await app.close();
  });

  it.each([true, false])('are written where the start fails, abortOnError: %s', async (aborts) => {
    const { stdout, code } = await Program.run(`
      require('reflect-metadata');
      const { Logger, Module } = require('@nestjs/common');
      const { NestFactory } = require('@nestjs/core');
      const { ObservabilityModule } = require('nestjs-observability');
      class Failing {
        onModuleInit() { new Logger('Failing').log('about to fail'); throw new Error('no start'); }
      }
      const module = { module: class App {}, imports: [ObservabilityModule.forRoot()], providers: [Failing] };
      NestFactory.create(module, { bufferLogs: true, abortOnError: ${aborts} }).then((app) => app.init());
    `);

    expect(code).toBe(1);
    expect(stdout).toContain('about to fail');
    expect(stdout.split('"about to fail"')).toHaveLength(2);
  });
});
