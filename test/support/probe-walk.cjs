// One request for /health, in a process of its own: which files of the built library run from the handler of the page until
// the driver is called, by V8's coverage, and how many time limits begin meanwhile.
require('reflect-metadata');
const { Session } = require('node:inspector');
const { join } = require('node:path');
const { Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

const DIST = join(__dirname, '../../libs/observability/dist/');
const { ObservabilityModule } = require(DIST);
const { HealthPages } = require(join(DIST, 'endpoints/health-page.js'));

const session = new Session();
session.connect();

/** The session of one's own thread answers at once. */
function post(method, parameters) {
  let answer;
  session.post(method, parameters, (error, result) => {
    if (error) throw error;
    answer = result;
  });
  return answer;
}

/** What ran since it was last called: the names of the functions, by file. */
function ran() {
  const { result } = post('Profiler.takePreciseCoverage');
  const own = result.filter(({ url }) => url.includes('/libs/observability/dist/'));
  return own.flatMap(({ url, functions }) => {
    const called = functions.filter(({ ranges }) => ranges[0].count > 0);
    const counts = called.map(({ functionName, ranges }) => [functionName, ranges[0].count]);
    const file = url.split('/libs/observability/dist/')[1].replace(/\.js$/, '.ts');
    return called.length > 0 ? [{ file, counts: Object.fromEntries(counts) }] : [];
  });
}

/** Nothing is measured before the walk begins. */
let walk = [];

/** A pool of pg with one idle client, as far as the library uses it. */
const client = {
  on() {},
  removeListener() {},
  release() {},
  query: async () => {
    walk ??= ran();
    return { rows: [{ used: 1, active: 1, max: 100 }] };
  },
};
const pool = {
  totalCount: 1,
  idleCount: 1,
  waitingCount: 0,
  options: { max: 10 },
  connect: async () => client,
  query: async () => ({ rows: [] }),
  end: async () => undefined,
  on() {},
};

class App {}
Module({
  imports: [ObservabilityModule.forRoot({ health: { cacheMs: 0 }, logs: { level: 'silent' } })],
  providers: [{ provide: 'PG_POOL', useValue: pool }],
})(App);

async function main() {
  const app = await NestFactory.create(App, { logger: false });
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/health`;
  // The first checks make what all others use.
  for (let i = 0; i < 3; i += 1) await (await fetch(url)).text();
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const { answer } = HealthPages.prototype;
  HealthPages.prototype.answer = function answerWalked(...args) {
    ran();
    walk = undefined;
    return answer.apply(this, args);
  };
  const response = await fetch(url);
  const { status } = await response.json();
  process.stdout.write(JSON.stringify({ status, walk }));
  await app.close();
}

void main();
