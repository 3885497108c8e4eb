import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { FaultProxy } from '../support/fault-proxy';
import { Program } from '../support/program';
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
}

const STARTS: FailedStart[] = [
  {
    name: 'its options are wrong',
    imports: `ObservabilityModule.forRoot({ errors: { sampleRate: 2 } })`,
    says: 'errors.sampleRate: is the number 2; it must be a number from 0 to 1.',
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

describe.each(['express', 'fastify'])('on %s an app that does not start', (platform) => {
  let sentry: SentryReceiver;
  let database: FaultProxy;
  let taken: Server;

  beforeAll(async () => {
    sentry = await SentryReceiver.start();
    database = await FaultProxy.start(sentry.port);
    database.mode = 'hang';
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await Promise.all([sentry.stop(), database.stop()]);
    await new Promise((resolve) => taken.close(resolve));
  });
  beforeEach(() => sentry.events.splice(0));

  it.each(STARTS)('because $name ends the process, with one event', async (start) => {
    const { code, ms } = await Program.run(programOf(start, platform), env(sentry.dsn));

    expect(code).toBeGreaterThan(0);
    expect(ms).toBeLessThan(LIMIT_MS);
    expect(sentry.messages).toEqual([expect.stringContaining(start.says)]);
    expect(sentry.events[0]?.level).toBe('fatal');
  });

  it('ends just as soon when Sentry hangs', async () => {
    const dsn = sentry.dsnAt(database.port);

    const { code, ms } = await Program.run(programOf(STARTS[0]!, platform), env(dsn));

    expect(code).toBe(1);
    expect(ms).toBeLessThan(LIMIT_MS);
  });

  it('says why on the console, as Nest does', async () => {
    const { stdout, stderr } = await Program.run(programOf(STARTS[0]!, platform));

    expect(stdout + stderr).toContain('errors.sampleRate: is the number 2');
  });

  function env(dsn: string): Record<string, string> {
    const { port } = taken.address() as { port: number };
    return { SENTRY_DSN: dsn, DB_PORT: String(database.port), TAKEN_PORT: String(port) };
  }
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
