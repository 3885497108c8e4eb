import { Program } from './program';

/** Where the app's dependencies are, and what it obeys. */
export interface StallingApp {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  /** Options of the module's health, as they stand in the program. */
  readonly health?: string;
}

/** What the app's clients went through. */
export interface Connections {
  /** Connections of the pool that were closed. */
  readonly removed: number;
  /** How often the client of Redis lost its connection. */
  readonly closed: number;
}

/** An app with a pool of pg and a client of ioredis, whose event loop can be blocked. */
export class StallingProgram {
  private constructor(
    readonly program: Program,
    readonly base: string,
  ) {}

  static async start(app: StallingApp): Promise<StallingProgram> {
    const program = Program.start(textOf(app), { LOG_LEVEL: 'warn' });
    const { port } = await new Promise<{ port: number }>((resolve, reject) => {
      program.child.once('message', (message) => resolve(message as { port: number }));
      void program.ending.then(({ stdout, stderr }) => reject(new Error(stdout + stderr)));
    });
    return new StallingProgram(program, `http://127.0.0.1:${port}`);
  }

  /** Keeps the event loop busy with one piece of synchronous work. */
  async block(milliseconds: number): Promise<void> {
    await fetch(`${this.base}/block/${milliseconds}`);
  }

  /** Takes all processor time away, as a container's limit does. */
  async freeze(milliseconds: number): Promise<void> {
    this.program.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.program.child.kill('SIGCONT');
  }

  async connections(): Promise<Connections> {
    return (await (await fetch(`${this.base}/connections`)).json()) as Connections;
  }

  async stop(): Promise<void> {
    this.program.child.kill('SIGKILL');
    await this.program.ending;
  }
}

function textOf({ postgresUrl, redisUrl, health = '' }: StallingApp): string {
  return `
    require('reflect-metadata');
    const { Controller, Get, Param } = require('@nestjs/common');
    const { NestFactory } = require('@nestjs/core');
    const { Redis } = require('ioredis');
    const { Pool } = require('pg');
    const { ObservabilityModule } = require('nestjs-observability');
    const seen = { removed: 0, closed: 0 };
    const pool = new Pool({ connectionString: ${JSON.stringify(postgresUrl)}, max: 3, idleTimeoutMillis: 0 });
    pool.on('error', () => {});
    pool.on('remove', () => { seen.removed += 1; });
    const redis = new Redis(${JSON.stringify(redisUrl)});
    redis.on('error', () => {});
    redis.on('close', () => { seen.closed += 1; });
    class Work {
      block(ms) { const until = performance.now() + Number(ms); while (performance.now() < until); return 'done'; }
      connections() { return seen; }
    }
    for (const [name, path] of [['block', 'block/:ms'], ['connections', 'connections']]) {
      Get(path)(Work.prototype, name, Object.getOwnPropertyDescriptor(Work.prototype, name));
    }
    Param('ms')(Work.prototype, 'block', 0);
    Controller()(Work);
    async function main() {
      const App = class App {};
      const gate = { policy: 'gate' };
      const module = {
        module: App,
        controllers: [Work],
        providers: [{ provide: 'PG_POOL', useValue: pool }, { provide: 'REDIS', useValue: redis }],
        imports: [
          ObservabilityModule.forRoot({
            endpoints: { access: 'open' },
            metrics: { process: false },
            health: { checks: { database: gate, cache: gate }, ${health} },
          }),
        ],
      };
      const app = await NestFactory.create(module);
      await app.listen(0, '127.0.0.1');
      process.send?.({ port: app.getHttpServer().address().port });
      process.disconnect?.();
    }
    void main();`;
}
