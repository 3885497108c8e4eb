import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { FaultProxy } from '../support/fault-proxy';
import { Program } from '../support/program';
import type { Ending } from '../support/program';
import { SentryReceiver } from '../support/sentry-receiver';

const LIMIT_MS = 8000;
/** Something that keeps the process alive whatever happens: a pool, a timer, a socket. */
const OPEN = `const open = require('node:net').createServer().listen(0, '127.0.0.1');`;

interface FailedStart {
  readonly name: string;
  /** What the module imports and provides, and how the app is started. */
  readonly imports?: string;
  readonly providers?: string;
  readonly options?: string;
  readonly port?: string;
  readonly says: string;
  /** Lines of the log that tell of it; Nest prints what is wrong where there is no log yet. @default 1 */
  readonly lines?: number;
}

const STARTS: FailedStart[] = [
  {
    name: 'its options are wrong',
    imports: `ObservabilityModule.forRoot({ errors: { sampleRate: 2 } })`,
    says: 'errors.sampleRate: is the number 2; it must be a number from 0 to 1.',
    lines: 0,
  },
  {
    name: 'its database never answers',
    providers: `{ provide: 'DB', useFactory: async () => {
      const { Client } = require('pg');
      const client = new Client({ host: '127.0.0.1', port: process.env.DB_PORT, connectionTimeoutMillis: 500 });
      await client.connect();
    } }`,
    says: 'timeout expired',
  },
  {
    name: 'a provider cannot be made, and Nest is told not to end the process',
    providers: `{ provide: 'X', useFactory: async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('no licence');
    } }`,
    options: 'abortOnError: false',
    says: 'no licence',
  },
  { name: 'its port is taken', port: 'process.env.TAKEN_PORT', says: 'listen EADDRINUSE' },
  {
    name: 'a module fails when it begins, and Nest is told not to end the process',
    providers: `{ provide: 'X', useValue: { onModuleInit() { throw new Error('no licence'); } } }`,
    options: 'abortOnError: false',
    says: 'no licence',
  },
  {
    name: 'a module fails when the app begins',
    providers: `{ provide: 'X', useValue: { onApplicationBootstrap() { throw new Error('no licence'); } } }`,
    says: 'no licence',
  },
];

interface Outcome extends Ending {
  /** What came to Sentry. */
  readonly events: SentryReceiver['events'];
  readonly messages: readonly string[];
}

/** The first start again, with a Sentry that hangs, and with none. */
const HUNG = 'hung';
const WITHOUT_SENTRY = 'without Sentry';

const PLATFORMS = ['express', 'fastify'] as const;

/** Each platform has a Sentry of its own; the starts on one wait for nothing of those on the other. */
const outcomes = new Map<string, Promise<Outcome>>();
const keyOf = (platform: string, name: string): string => `${platform}: ${name}`;
let hung: FaultProxy;
let taken: Server;
let sentries: SentryReceiver[];

beforeAll(async () => {
  sentries = await Promise.all(PLATFORMS.map(() => SentryReceiver.start()));
  hung = await FaultProxy.start(sentries[0]!.port);
  hung.mode = 'hang';
  taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  PLATFORMS.forEach((platform, at) => startAll(platform, sentries[at]!));
});
afterAll(async () => {
  await Promise.allSettled(outcomes.values());
  await Promise.all([hung.stop(), ...sentries.map((sentry) => sentry.stop())]);
  await new Promise((resolve) => taken.close(resolve));
});

/** One after the other, so that each event is known to be of one start. */
function startAll(platform: string, sentry: SentryReceiver): void {
  const wrong = programOf(STARTS[0]!, platform);
  const runs = [
    ...STARTS.map((start) => [start.name, programOf(start, platform), env(sentry.dsn)] as const),
    [HUNG, wrong, env(sentry.dsnAt(hung.port))] as const,
    [WITHOUT_SENTRY, wrong, {}] as const,
  ];
  let before: Promise<unknown> = Promise.resolve();
  for (const [name, program, settings] of runs) {
    const outcome = before.then(() => outcomeOf(program, settings, sentry));
    outcomes.set(keyOf(platform, name), outcome);
    // Its own test reports it.
    before = outcome.catch(() => undefined);
  }
}

async function outcomeOf(
  program: string,
  settings: Record<string, string>,
  sentry: SentryReceiver,
): Promise<Outcome> {
  sentry.events.splice(0);
  const ending = await Program.run(program, settings);
  return { ...ending, events: [...sentry.events], messages: sentry.messages };
}

function env(dsn: string): Record<string, string> {
  const { port } = taken.address() as { port: number };
  return { SENTRY_DSN: dsn, DB_PORT: String(hung.port), TAKEN_PORT: String(port) };
}

describe.each(PLATFORMS)('on %s an app that does not start', (platform) => {
  it.each(STARTS)(
    'because $name ends the process, with one event and one line',
    async ({ name, says, lines = 1 }) => {
      const { code, ms, messages, events, stdout } = await outcomes.get(keyOf(platform, name))!;

      expect(code).toBeGreaterThan(0);
      expect(ms).toBeLessThan(LIMIT_MS);
      expect(messages).toEqual([expect.stringContaining(says)]);
      expect(events[0]?.level).toBe('fatal');
      expect(Program.linesOf(stdout).filter(({ level }) => level === 'fatal')).toHaveLength(lines);
    },
  );

  it('ends just as soon when Sentry hangs', async () => {
    const { code, ms } = await outcomes.get(keyOf(platform, HUNG))!;

    expect(code).toBe(1);
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  it('says why on the console, as Nest does', async () => {
    const { stdout, stderr } = await outcomes.get(keyOf(platform, WITHOUT_SENTRY))!;

    expect(stdout + stderr).toContain('errors.sampleRate: is the number 2');
  });
});

function programOf(
  { imports, providers = '', options = '', port = '0' }: FailedStart,
  platform: string,
): string {
  const adapter = platform === 'fastify' ? 'FastifyAdapter' : 'ExpressAdapter';
  return `
    require('nestjs-observability/register');
    require('reflect-metadata');
    ${OPEN}
    const { NestFactory } = require('@nestjs/core');
    const { ObservabilityModule } = require('nestjs-observability');
    const { ${adapter} } = require('@nestjs/platform-${platform}');
    async function main() {
      const module = {
        module: class App {},
        imports: [${imports ?? 'ObservabilityModule.forRoot()'}],
        providers: [${providers}],
      };
      const app = await NestFactory.create(module, new ${adapter}(), { ${options} });
      await app.listen(${port}, '127.0.0.1');
    }
    void main();`;
}
