import { hostname } from 'node:os';
import { Program } from '../support/program';
import type { Ending } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const PRELOAD = `require('nestjs-observability/register');`;
/** A minimal app that listens; what fails comes after it, so that everything is as in production. */
const appOn = (platform: string): string => `
  ${PRELOAD}
  require('reflect-metadata');
  const { NestFactory } = require('@nestjs/core');
  const { ObservabilityModule } = require('nestjs-observability');
  const adapter = ${
    platform === 'Fastify'
      ? `new (require('@nestjs/platform-fastify').FastifyAdapter)()`
      : `new (require('@nestjs/platform-express').ExpressAdapter)()`
  };
  (async () => {
    const module = { module: class App {}, imports: [ObservabilityModule.forRoot()] };
    const app = await NestFactory.create(module, adapter, { logger: false });
    await app.listen(0, '127.0.0.1');
    setTimeout(fail, 20);
  })();
  function fail() {`;
const END_OF_APP = '\n}';
/** The same without an app: something else keeps the process busy. */
const PLAIN = `
  const busy = setInterval(() => {}, 1000);
  setTimeout(fail, 20);
  function fail() {`;

interface Crash {
  readonly name: string;
  /** The body of a function. */
  readonly text: string;
  readonly options?: string[];
  /** What the event says; undefined where Node knows of no crash. */
  readonly event?: string;
}

/** Crashes know no platform; so each meets an app on one of them. */
const CRASHES: Crash[] = [
  { name: 'an exception', text: `throw new Error('boom');`, event: 'boom' },
  { name: 'an exception that is a text', text: `throw 'boom';`, event: 'boom' },
  { name: 'a rejection', text: `Promise.reject(new Error('boom'));`, event: 'boom' },
  {
    name: 'a rejection with a text',
    text: `Promise.reject('boom');`,
    event:
      'This error originated either by throwing inside of an async function without a catch block, ' +
      'or by rejecting a promise which was not handled with .catch(). ' +
      'The promise rejected with the reason "boom".',
  },
  {
    name: 'a socket that the peer cuts',
    text: `throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });`,
    event: 'read ECONNRESET',
  },
  {
    name: 'an exit code that the app chose',
    text: `process.exitCode = 3; throw new Error('boom');`,
    event: 'boom',
  },
  {
    name: 'an exception that the app handles',
    text: `process.on('uncaughtException', () => { process.exitCode = 4; setTimeout(() => process.exit(), 50); });
      throw new Error('boom');`,
    event: 'boom',
  },
  {
    name: 'a rejection that the app handles',
    text: `process.on('unhandledRejection', () => setTimeout(() => process.exit(5), 50));
      Promise.reject(new Error('boom'));`,
    event: 'boom',
  },
  {
    name: 'a rejection with --unhandled-rejections=none',
    text: `setTimeout(() => process.exit(6), 50); Promise.reject(new Error('boom'));`,
    options: ['--unhandled-rejections=none'],
    event: 'boom',
  },
  {
    name: 'a rejection with --unhandled-rejections=warn',
    text: `setTimeout(() => process.exit(6), 50); Promise.reject(new Error('boom'));`,
    options: ['--unhandled-rejections=warn'],
    event: 'boom',
  },
  {
    name: 'a rejection with --unhandled-rejections=strict',
    text: `Promise.reject(new Error('boom'));`,
    options: ['--unhandled-rejections=strict'],
    event: 'boom',
  },
  { name: 'process.exit', text: `process.exit(9);` },
];

interface Failure {
  readonly name: string;
  /** The body of a method of a provider, which a timer calls. */
  readonly method: string;
  /** How the timer calls it. @default at once */
  readonly call?: string;
  /** The exit code of plain Node. */
  readonly code: number;
  readonly message: string;
  readonly level: string;
  readonly transaction?: string;
}

const FAILURES: Failure[] = [
  {
    name: 'a monitored method throws',
    method: `throw new Error('boom');`,
    code: 1,
    message: 'boom',
    level: 'fatal',
    transaction: 'Jobs.run',
  },
  {
    name: 'a monitored method rejects',
    method: `return Promise.reject(new Error('boom'));`,
    code: 1,
    message: 'boom',
    level: 'fatal',
    transaction: 'Jobs.run',
  },
  {
    name: 'a monitored method throws an expected error',
    method: `throw new (require('@nestjs/common').NotFoundException)('gone');`,
    code: 1,
    message: 'gone',
    level: 'fatal',
  },
  {
    name: 'an error is logged, and the process is ended at once',
    method: `new (require('@nestjs/common').Logger)('Jobs').error('over', new Error('boom')); process.exit(3);`,
    code: 3,
    message: 'boom',
    level: 'error',
  },
  {
    name: 'the app ends the process when a monitored method has thrown',
    method: `throw new Error('boom');`,
    call: `try { jobs.run(); } catch { process.exit(4); }`,
    code: 4,
    message: 'boom',
    level: 'error',
    transaction: 'Jobs.run',
  },
  {
    name: 'the app goes on when a monitored method has thrown',
    method: `throw new Error('boom');`,
    call: `try { jobs.run(); } catch { setTimeout(() => process.exit(5), 200); }`,
    code: 5,
    message: 'boom',
    level: 'error',
    transaction: 'Jobs.run',
  },
];

/** The app of `appOn` with a provider, whose monitored method a timer calls. */
const appWith = (platform: string, { method, call = 'jobs.run();' }: Failure): string =>
  appOn(platform)
    .replace(
      '(async () => {',
      `const { Monitored } = require('nestjs-observability');
       class Jobs { run() { ${method} } }
       const descriptor = Object.getOwnPropertyDescriptor(Jobs.prototype, 'run');
       Monitored()(Jobs.prototype, 'run', descriptor);
       Object.defineProperty(Jobs.prototype, 'run', descriptor);
       let jobs;
       (async () => {`,
    )
    .replace(', { logger: false }', '')
    .replace('class App {},', 'class App {}, providers: [Jobs],')
    .replace('setTimeout(fail, 20);', 'jobs = app.get(Jobs); setTimeout(fail, 20);') +
  call +
  END_OF_APP;

describe('a crash', () => {
  let sentry: SentryReceiver;

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
  });
  afterAll(() => sentry.stop());
  beforeEach(() => sentry.events.splice(0));

  it.each(CRASHES.map((crash, at) => ({ ...crash, platform: at % 2 ? 'Fastify' : 'Express' })))(
    'by $name ends the process as plain Node does, with one event, and one line from an app on $platform',
    async ({ text, options, event, platform }) => {
      const scripts = [PRELOAD + PLAIN, appOn(platform)];
      const [plain, ...ours] = await Promise.all([
        Program.run(PLAIN + text + END_OF_APP, {}, options),
        ...scripts.map((script) => Program.run(script + text + END_OF_APP, withDsn(), options)),
      ]);

      const [preloaded, app] = ours;
      const fatal = ours.map(({ stdout }) => fatalLines(stdout));
      expect(wayOf(preloaded!)).toEqual(wayOf(plain));
      expect(codeOf(app!)).toEqual(codeOf(plain));
      expect(sentry.messages).toEqual(event ? ours.map(() => event) : []);
      expect(fatal).toEqual(event ? [[], [event]] : [[], []]);
    },
  );

  it.each(
    FAILURES.map((failure, at) => ({ ...failure, platform: at % 2 ? 'Fastify' : 'Express' })),
  )(
    'is one event with its own level where $name, on $platform',
    async ({ platform, code, message, level, transaction, ...failure }) => {
      const program = appWith(platform, { code, message, level, ...failure });

      const ending = await Program.run(program, withDsn());

      expect([ending.code, ending.signal]).toEqual([code, null]);
      const events = sentry.events.map((event) => [
        event.exception?.values?.at(-1)?.value,
        event.level,
        transaction && event.transaction,
      ]);
      expect(events).toEqual([[message, level, transaction]]);
    },
  );

  it('by an exception in the handler of exceptions ends with 7, as plain Node does', async () => {
    const text = `process.on('uncaughtException', () => { throw new Error('worse'); });
      throw new Error('boom');`;

    const plain = await Program.run(PLAIN + text + END_OF_APP);
    const ours = await Program.run(PRELOAD + PLAIN + text + END_OF_APP, withDsn());

    expect([plain.code, wayOf(ours)]).toEqual([7, wayOf(plain)]);
  });

  it('says on the event that nobody handled it, where, and that it is fatal', async () => {
    await Program.run(`${PRELOAD} setTimeout(() => { throw new Error('boom'); }, 5);`, withDsn());

    const [event] = sentry.events;
    expect(event?.level).toBe('fatal');
    expect(event?.exception?.values?.[0]?.mechanism).toMatchObject({
      handled: false,
      type: 'uncaughtException',
    });
  });

  it.each([
    [{}, expect.stringMatching(/^[\w-]+@\d+\.\d+\.\d+/), hostname()],
    [{ SENTRY_RELEASE: 'shop@9', SERVER_NAME: 'box-7' }, 'shop@9', 'box-7'],
    [{ OTEL_SERVICE_NAME: 'tea', GIT_COMMIT: 'abcdef1234' }, 'tea@0.1.0+abcdef1', hostname()],
  ])('before the app is there has the release and the machine: %p', async (env, release, name) => {
    await Program.run(`${PRELOAD} throw new Error('boom');`, { ...withDsn(), ...env });

    expect(sentry.events).toMatchObject([{ release, server_name: name }]);
  });

  it('is one event by version 11 of the SDK as well', async () => {
    const text = `
      const Module = require('node:module');
      const resolve = Module._resolveFilename;
      Module._resolveFilename = function (request, ...rest) {
        return resolve.call(this, request === '@sentry/nestjs' ? 'sentry-11' : request, ...rest);
      };
      ${PRELOAD} setTimeout(() => { throw new Error('boom'); }, 5);`;

    const { code } = await Program.run(text, withDsn());

    expect([code, sentry.messages]).toEqual([1, ['boom']]);
    expect(sentry.events[0]?.sdk?.version).toMatch(/^11\./);
  });

  it('takes along what waits to be sent, by another thread', async () => {
    const text = `${PRELOAD}
      const sentry = require('@sentry/nestjs');
      for (let i = 0; i < 30; i += 1) sentry.captureException(new Error('before ' + i));
      throw new Error('boom');`;

    const { code } = await Program.run(text, withDsn());

    expect(code).toBe(1);
    expect(new Set(sentry.messages)).toHaveProperty('size', 31);
  });

  it('waits two seconds at most for a Sentry that hangs', async () => {
    sentry.delayMs = 60_000;
    const text = `${PRELOAD}
      process.on('exit', () => process.send(performance.now()));
      const from = performance.now();
      setTimeout(() => { console.log(performance.now()); throw new Error('boom'); }, 5);`;

    const quick = await Program.run(`setTimeout(() => { throw new Error('boom'); }, 5);`);
    const ours = await Program.run(text, withDsn());
    sentry.delayMs = 0;

    expect(ours.code).toBe(1);
    expect(ours.ms - quick.ms).toBeLessThan(4500);
  });

  function withDsn(): Record<string, string> {
    return { SENTRY_DSN: sentry.dsn };
  }
});

/** How a process ended, without what differs from run to run. */
function wayOf(ending: Ending): object {
  const stderr = ending.stderr
    .replaceAll(/\[eval\]:\d+/g, '[eval]')
    .replaceAll(/:\d+:\d+\)/g, ')')
    .replaceAll(/\(node:\d+\)/g, '(node)')
    .replaceAll(/^\s+at .*\n/gm, '');
  return { ...codeOf(ending), stderr };
}

function codeOf({ code, signal }: Ending): object {
  return { code, signal };
}

/** What the lines say that are written at level fatal. */
function fatalLines(stdout: string): unknown[] {
  const fatal = Program.linesOf(stdout).filter(({ level }) => level === 'fatal');
  return fatal.map(({ exception }) => (exception as { message: string }).message);
}
