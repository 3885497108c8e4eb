import { SECRETS } from './planted-secrets';
import { Program } from './program';

/** An app in a process of its own that logs all it gets to its standard output, as apps do by default. */
const program = (platform: string): string => `
  require('nestjs-observability/register');
  require('reflect-metadata');
  const { Body, Controller, Logger, Post, Req } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { ObservabilityModule } = require('nestjs-observability');
  const logger = new Logger('Leaky');
  class Leaky {
    leak(request, body) {
      logger.warn({ url: request.url, headers: request.headers, body });
      logger.log('got ' + JSON.stringify(body) + ' at ' + request.url);
      logger.error(new Error('no database at postgres://ada:${SECRETS.database}@127.0.0.1:1'));
      process.emitWarning('never use password=${SECRETS.logText}');
      throw new Error('password=${SECRETS.message}', { cause: new Error('token: ${SECRETS.cause}') });
    }
  }
  const method = Object.getOwnPropertyDescriptor(Leaky.prototype, 'leak');
  Req()(Leaky.prototype, 'leak', 0);
  Body()(Leaky.prototype, 'leak', 1);
  Post(':token')(Leaky.prototype, 'leak', method);
  Controller('reset')(Leaky);
  const { ${platform}Adapter } = require('@nestjs/platform-${platform.toLowerCase()}');
  const module = {
    module: class App {},
    controllers: [Leaky],
    imports: [ObservabilityModule.forRoot({ logs: { level: 'debug', started: 'info' } })],
  };
  NestFactory.create(module, new ${platform}Adapter(), { bufferLogs: true }).then(async (app) => {
    app.enableShutdownHooks();
    await app.listen(0, '127.0.0.1');
    process.send(app.getHttpServer().address().port);
  });`;

/** The running program and its address. */
export interface LeakyProcess {
  readonly program: Program;
  readonly base: string;
}

export async function startLeakyProcess(platform: string): Promise<LeakyProcess> {
  const running = Program.start(program(platform));
  const port = await new Promise((resolve, reject) => {
    running.child.once('message', resolve);
    running.child.once('exit', (code) => reject(new Error(`It ended with ${code}.`)));
  });
  return { program: running, base: `http://127.0.0.1:${String(port)}` };
}
