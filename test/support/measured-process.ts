import type { AddressInfo } from 'node:net';
import { Program } from './program';

/** How the program is started. */
export interface MeasuredOptions {
  readonly platform: 'Express' | 'Fastify';
  /** Whether the library is imported, or the app stands alone. */
  readonly isObserved: boolean;
  readonly env: Record<string, string>;
}

const LIMIT = 4_000_000;
/** `multipart` is read as a text: what a client sends matters, not how a parser takes it apart. */
const PARSERS = {
  Express: `
    app.useBodyParser('json', { limit: ${LIMIT} });
    app.useBodyParser('urlencoded', { limit: ${LIMIT}, extended: true });
    app.useBodyParser('text', { limit: ${LIMIT}, type: 'multipart/form-data' });`,
  Fastify: `
    const { parse } = require('node:querystring');
    const parsedBy = (read) => (_request, body, done) => done(null, read(String(body)));
    app.useBodyParser('application/x-www-form-urlencoded', {}, parsedBy(parse));
    app.useBodyParser('multipart/form-data', {}, parsedBy(String));`,
};

/** An app that fails with what it was sent, and measures itself. */
const app = ({ platform, isObserved }: MeasuredOptions): string => `
require('reflect-metadata');
const { All, Body, Controller, Module, Query } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ${platform}Adapter } = require('@nestjs/platform-${platform.toLowerCase()}');
const { ObservabilityModule } = require('nestjs-observability');
class Failing {
  async fail(body, query) {
    const text = body?.text ?? body?.query ?? query?.text ?? body;
    throw new Error(typeof text === 'string' ? text : JSON.stringify(text) ?? 'nothing');
  }
  fine() { return 'fine'; }
}
Body()(Failing.prototype, 'fail', 0);
Query()(Failing.prototype, 'fail', 1);
All(['fail', 'graphql'])(Failing.prototype, 'fail', Object.getOwnPropertyDescriptor(Failing.prototype, 'fail'));
All('fine')(Failing.prototype, 'fine', Object.getOwnPropertyDescriptor(Failing.prototype, 'fine'));
Controller()(Failing);
const errors = { repeatsPerSecond: 1000, maxEventsPerSecond: 1000, maxEventsPerSecondPerTransaction: 1000 };
const module_ = {
  module: class App {},
  controllers: [Failing],
  providers: [{ provide: 'GqlModuleOptions', useValue: { path: '/graphql' } }],
  imports: ${isObserved ? '[ObservabilityModule.forRoot({ errors })]' : '[]'},
};
const adapter = new ${platform}Adapter(${platform === 'Fastify' ? `{ bodyLimit: ${LIMIT} }` : ''});
NestFactory.create(module_, adapter, { logger: ${isObserved ? 'undefined' : 'false'} }).then(async (app) => {
  ${PARSERS[platform]}
  await app.listen(0, '127.0.0.1');
  process.on('message', () => process.send(performance.eventLoopUtilization().active));
  process.send(app.getHttpServer().address());
});
`;

/** An app in a process of its own, which tells what its requests cost. */
export class MeasuredProcess {
  private constructor(
    private readonly program: Program,
    private readonly address: AddressInfo,
  ) {}

  static async start(options: MeasuredOptions): Promise<MeasuredProcess> {
    const program = Program.start(app(options), options.env, ['--max-http-header-size=65536']);
    const address = await new Promise<AddressInfo>((resolve, reject) => {
      program.child.once('message', (message) => resolve(message as AddressInfo));
      void program.ending.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
    });
    return new MeasuredProcess(program, address);
  }

  get port(): number {
    return this.address.port;
  }

  /** How long the app's event loop is busy while the work goes on, in milliseconds. */
  async busyDuring(work: () => Promise<unknown>): Promise<number> {
    const begin = await this.busyMs();
    await work();
    return (await this.busyMs()) - begin;
  }

  async stop(): Promise<void> {
    this.program.child.kill('SIGKILL');
    await this.program.ending;
  }

  private busyMs(): Promise<number> {
    return new Promise((resolve) => {
      this.program.child.once('message', (ms) => resolve(Number(ms)));
      this.program.child.send('busy?');
    });
  }
}
