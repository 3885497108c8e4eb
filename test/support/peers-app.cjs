// An app that uses each optional package: run from a project that has the packed library.
require('nestjs-observability/register');
require('reflect-metadata');
const { Catch, Controller, Get, Inject, Module, UseFilters } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ObservabilityModule } = require('nestjs-observability');
const { PinoLogger } = require('nestjs-pino');
const { Counter } = require('prom-client');

const { PORT, SMTP_PORT, LOG_FILE, WITHOUT_THREAD } = process.env;
const served = new Counter({ name: 'tea_served_total', help: 'Tea.', labelNames: ['kind'] });

class SpiltError extends Error {}
/** One that the library sees only where Nest looks for a filter: it is on no prototype. */
class SpiltFilter {
  catch = (_error, host) => host.switchToHttp().getResponse().status(503).send('spilt');
}
Catch(SpiltError)(SpiltFilter);

class TeaController {
  constructor(logger) {
    this.logger = logger;
    logger.setContext('TeaController');
  }

  tea() {
    this.logger.info({ kind: 'green' }, 'tea by pino');
    this.logger.info('green\u202e tea\u2028forged');
    served.inc({ kind: 'green' });
    return 'tea';
  }

  broken() {
    throw new Error('the pot is broken');
  }

  spilt() {
    throw new SpiltError('the tea is spilt');
  }

  exploded() {
    setTimeout(() => {
      throw new Error('the kettle has exploded');
    });
  }
}
Controller()(TeaController);
UseFilters(SpiltFilter)(TeaController);
Inject(PinoLogger)(TeaController, undefined, 0);
for (const method of ['tea', 'broken', 'spilt', 'exploded']) {
  Get(method)(
    TeaController.prototype,
    method,
    Object.getOwnPropertyDescriptor(TeaController.prototype, method),
  );
}

const thread = {
  type: 'transport',
  target: 'pino/file',
  options: { destination: `${LOG_FILE}.thread` },
};

class App {}
Module({
  imports: [
    ObservabilityModule.forRoot({
      service: { name: 'tea-room' },
      logs: {
        destinations: {
          people: { type: 'console', format: 'pretty' },
          file: { type: 'file', path: LOG_FILE, maxBytes: 65_536, maxFiles: 3 },
          ...(WITHOUT_THREAD ? {} : { thread }),
          admins: {
            type: 'email',
            from: 'shop@example.org',
            to: ['admin@example.org'],
            smtp: `smtp://shop:hunter2@127.0.0.1:${SMTP_PORT}`,
          },
        },
      },
    }),
  ],
  controllers: [TeaController],
})(App);

void NestFactory.create(App, { bufferLogs: true }).then((app) => {
  app.enableShutdownHooks();
  return app.listen(PORT, '127.0.0.1');
});
