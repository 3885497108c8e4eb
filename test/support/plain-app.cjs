// An app that uses no optional package, with the options that its environment says.
require('nestjs-observability/register');
require('reflect-metadata');
const { Controller, Get, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ObservabilityModule } = require('nestjs-observability');

class TeaController {
  tea() {
    return 'tea';
  }
}
Controller()(TeaController);
const { tea } = Object.getOwnPropertyDescriptors(TeaController.prototype);
Get('tea')(TeaController.prototype, 'tea', tea);

class App {}
Module({
  imports: [ObservabilityModule.forRoot(JSON.parse(process.env.OPTIONS ?? '{}'))],
  controllers: [TeaController],
})(App);

void NestFactory.create(App).then((app) => app.listen(process.env.PORT, '127.0.0.1'));
