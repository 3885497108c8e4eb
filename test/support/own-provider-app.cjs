// An app that has started an SDK of OpenTelemetry itself: prints the names of its spans after one request.
require('reflect-metadata');
const { trace } = require('@opentelemetry/api');
const sdk = require('@opentelemetry/sdk-trace');
const { Controller, Get, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

const names = [];
const processor = {
  onStart: () => undefined,
  onEnd: ({ name }) => void names.push(name),
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};
trace.setGlobalTracerProvider(new sdk.TracerProvider({ spanProcessors: [processor] }));
const { ObservabilityModule } = require('nestjs-observability');

class TeaController {
  tea() {
    return 'tea';
  }
}
const { prototype } = TeaController;
Controller()(TeaController);
Get('tea')(prototype, 'tea', Object.getOwnPropertyDescriptor(prototype, 'tea'));

class App {}
Module({ imports: [ObservabilityModule.forRoot()], controllers: [TeaController] })(App);

async function main() {
  const app = await NestFactory.create(App, { logger: false });
  await app.listen(0, '127.0.0.1');
  await (await fetch(`${await app.getUrl()}/tea`)).text();
  await app.close();
  process.stdout.write(JSON.stringify(names));
}

void main();
