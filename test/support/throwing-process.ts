import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from './program';

/** Below the folder that programs of tests run in, so that what is written there is the app's own. */
const CACHE = join(__dirname, '../../.cache');

/** Where the text of the client ends up, by the name of the route. */
export const PLACES = {
  message: 'throw new Error(text)',
  cause: 'throw new Error("outer", { cause: new TypeError(text) })',
  member: 'throw new AggregateError([new Error("one"), new Error(text)], "all")',
  name: 'throw Object.assign(new Error("named"), { name: text })',
  stack: 'throw Object.assign(new Error("written"), { stack: text })',
  whole: 'throw Object.assign(new Error(text), { stack: `Error: ${text}\\n${text}` })',
  changed: 'const error = new Error(text); error.stack; error.message = "changed"; throw error',
  nested: 'throw { reason: new Error(text) }',
  text: 'throw text',
  captured: 'Sentry.captureException(new Error(text, { cause: new Error(text) }))',
  said: 'Sentry.captureMessage(text)',
  logged: 'logger.error("logged", `Error: ${text}\\n    at last (${__filename}:1:1)`)',
  tracked: 'tracker.captureMessage(text)',
} as const;

export type Place = keyof typeof PLACES;

const PACKAGES = { 10: '@sentry/nestjs', 11: 'sentry-11' } as const;

/** An app whose errors say what the client sends, as a file of CommonJS. */
const app = (platform: string, sdk: keyof typeof PACKAGES): string => `
const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  return resolve.call(this, name === '@sentry/nestjs' ? '${PACKAGES[sdk]}' : name, ...rest);
};
require('reflect-metadata');
require('./settings.json');
const { Body, Controller, Logger, Param, Post } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { ${platform}Adapter } = require('@nestjs/platform-${platform.toLowerCase()}');
const { ErrorTracker, ObservabilityModule } = require('nestjs-observability');
const Sentry = require('@sentry/nestjs');
const logger = new Logger('Throwing');
let tracker;
const PLACES = {
${Object.entries(PLACES)
  .map(([place, body]) => `  ${place}(text) { ${body}; },`)
  .join('\n')}
};
class Throwing {
  async at(place, { text }) {
    PLACES[place](text);
    return 'done';
  }
}
Param('place')(Throwing.prototype, 'at', 0);
Body()(Throwing.prototype, 'at', 1);
Post(':place')(Throwing.prototype, 'at', Object.getOwnPropertyDescriptor(Throwing.prototype, 'at'));
Controller('throw')(Throwing);
const module_ = {
  module: class App {},
  controllers: [Throwing],
  imports: [ObservabilityModule.forRoot({ errors: { repeatsPerSecond: 1000, body: false } })],
};
const adapter = new ${platform}Adapter(${platform === 'Fastify' ? '{ bodyLimit: 64e6 }' : ''});
NestFactory.create(module_, adapter).then(async (app) => {
  if ('${platform}' === 'Express') app.useBodyParser('json', { limit: 64e6 });
  tracker = app.get(ErrorTracker);
  await app.listen(0, '127.0.0.1');
  process.send(app.getHttpServer().address().port);
});
`;

/** The running program, its folder and its address. */
export interface ThrowingProcess {
  readonly program: Program;
  readonly folder: string;
  readonly base: string;
}

/** Starts the app, in a folder of its own, with a file of settings that it has loaded. */
export async function startThrowing(
  platform: string,
  sdk: keyof typeof PACKAGES,
  { settings, env }: { settings: string; env: Record<string, string> },
): Promise<ThrowingProcess> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'throwing-'));
  writeFileSync(join(folder, 'settings.json'), settings);
  writeFileSync(join(folder, 'app.cjs'), app(platform, sdk));
  const start = `require(${JSON.stringify(join(folder, 'app.cjs'))})`;
  const program = Program.start(start, env);
  const port = await new Promise((resolve, reject) => {
    program.child.once('message', resolve);
    void program.ending.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
  });
  return { program, folder, base: `http://127.0.0.1:${String(port)}` };
}
