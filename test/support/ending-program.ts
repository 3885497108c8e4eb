import { get } from 'node:http';
import type { Agent, IncomingMessage } from 'node:http';
import { Program } from './program';

/** What an app that is to be ended is like. */
export interface EndingApp {
  readonly platform?: 'express' | 'fastify';
  /** Options of the module, as they stand in the program. */
  readonly options?: string;
  /** Providers of the app, as they stand in the program. */
  readonly providers?: string;
  /** What is done when the app was made, and what when it listens. */
  readonly made?: string;
  readonly listening?: string;
  readonly env?: Record<string, string>;
}

const ADAPTERS = { express: 'ExpressAdapter', fastify: 'FastifyAdapter' };

/** An app with answers that come at once, late or never, that says when it is taken apart. */
export function endingApp(app: EndingApp = {}): string {
  const { platform = 'express', options = '', providers = '' } = app;
  return `
    require('reflect-metadata');
    const { setTimeout: pause } = require('node:timers/promises');
    const { Controller, Get, Logger, Param } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    const { ${ADAPTERS[platform]} } = require('@nestjs/platform-${platform}');
    const { ObservabilityModule } = require('nestjs-observability');
    class Answers {
      now() { return 'now'; }
      late(ms) { return pause(Number(ms), 'late'); }
      never() { return new Promise(() => {}); }
      onModuleDestroy() { new Logger('Answers').log('taken apart'); }
    }
    for (const [name, path] of [['now', 'now'], ['late', 'late/:ms'], ['never', 'never/:id']]) {
      Get(path)(Answers.prototype, name, Object.getOwnPropertyDescriptor(Answers.prototype, name));
    }
    Param('ms')(Answers.prototype, 'late', 0);
    Controller()(Answers);
    async function main() {
      const App = class App {};
      const module = {
        module: App,
        controllers: [Answers],
        providers: [${providers}],
        imports: [ObservabilityModule.forRoot({ ${options} })],
      };
      const app = await NestFactory.create(module, new ${ADAPTERS[platform]}());
      ${app.made ?? 'app.enableShutdownHooks();'}
      await app.listen(0, '127.0.0.1');
      process.send?.({ port: app.getHttpServer().address().port });
      process.disconnect?.();
      ${app.listening ?? ''}
    }
    void main();`;
}

/** The app in a process of its own, listening. */
export async function startEnding(app: EndingApp): Promise<{ program: Program; base: string }> {
  const program = Program.start(endingApp(app), app.env);
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    program.child.once('message', (message) => resolve(message as { port: number }));
    void program.ending.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
  });
  return { program, base: `http://127.0.0.1:${port}` };
}

/** How a request went: its answer, or why there is none. */
export interface Fate {
  readonly status: number | undefined;
  /** Node's code: ECONNREFUSED, ECONNRESET. */
  readonly error: string | undefined;
  readonly connection: string | undefined;
  readonly at: number;
}

/** Asks by Node's own client, which tries nothing twice. */
export function fateOf(url: string, agent: Agent | false = false): Promise<Fate> {
  return new Promise((resolve) => {
    const tell = (answer: IncomingMessage | undefined, error?: string): void =>
      resolve({
        status: answer?.statusCode,
        error,
        connection: answer?.headers.connection,
        at: performance.now(),
      });
    get(url, { agent }, (answer) => {
      answer.once('error', () => tell(undefined, 'cut off'));
      answer.resume().once('end', () => tell(answer));
    }).once('error', ({ code }: NodeJS.ErrnoException) => tell(undefined, code));
  });
}

/** The access lines of a path, of those that the app wrote. */
export function accessLines(stdout: string, path: string): Record<string, unknown>[] {
  return Program.linesOf(stdout)
    .filter(({ message }) => message === 'request completed')
    .map(({ http }) => http as Record<string, unknown>)
    .filter((http) => String(http['path']).startsWith(path));
}

/** What the library said, in the order it said it. */
export function told(stdout: string): string[] {
  return Program.linesOf(stdout)
    .filter(({ context }) => context === 'Observability')
    .map(({ message }) => String(message))
    .filter((message) => !message.includes('OBSERVABILITY_ACCESS'));
}
