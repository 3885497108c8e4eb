// Prints which files a small app has loaded, after each of its stages.
require('reflect-metadata');
const { Controller, Get, Module, NotFoundException } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ObservabilityModule } = require('nestjs-observability');

const stages = {};
let known = new Set();

/** The files that were loaded since the stage before. */
function note(stage) {
  const files = Object.keys(require.cache);
  stages[stage] = files.filter((file) => !known.has(file));
  known = new Set(files);
}

class ShopController {
  list() {
    return 'tea';
  }
  missing() {
    throw new NotFoundException();
  }
  broken() {
    throw new Error('The shop is closed.');
  }
}
Controller()(ShopController);
const { prototype } = ShopController;
for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
  if (name !== 'constructor') Get(name)(prototype, name, { value });
}

class App {}

async function run() {
  note('named');
  const imports = [ObservabilityModule.forRoot(JSON.parse(process.env.OPTIONS ?? '{}'))];
  Module({ imports, controllers: [ShopController] })(App);
  const app = await NestFactory.create(App);
  await app.listen(0, '127.0.0.1');
  note('listening');
  const url = await app.getUrl();
  for (const path of ['list', 'missing', 'broken', 'nowhere', 'health', 'health/ready']) {
    await (await fetch(`${url}/${path}`)).text();
  }
  note('used');
  process.send(stages, () => process.exit(0));
}

void run();
