// An app that uses each optional package: run from a project that has the packed library.
require('nestjs-observability/register');
require('reflect-metadata');
const { Controller, Get, Inject, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ObservabilityModule } = require('nestjs-observability');
const { PinoLogger } = require('nestjs-pino');
const { Counter } = require('prom-client');

const { PORT, SMTP_PORT, LOG_FILE } = process.env;
const served = new Counter({ name: 'tea_served_total', help: 'Tea.', labelNames: ['kind'] });

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
}
Controller()(TeaController);
Inject(PinoLogger)(TeaController, undefined, 0);
for (const [method, path] of [
  ['tea', 'tea'],
  ['broken', 'broken'],
]) {
  Get(path)(
    TeaController.prototype,
    method,
    Object.getOwnPropertyDescriptor(TeaController.prototype, method),
  );
}

class App {}
Module({
  imports: [
    ObservabilityModule.forRoot({
      service: { name: 'tea-room' },
      logs: {
        destinations: {
          people: { type: 'console', format: 'pretty' },
          file: { type: 'file', path: LOG_FILE, maxBytes: 65_536, maxFiles: 3 },
          thread: {
            type: 'transport',
            target: 'pino/file',
            options: { destination: `${LOG_FILE}.thread` },
          },
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
